package dev.driftline.serving.hints;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.wire.Topics;
import dev.driftline.serving.slots.Slots;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Both topics, each on its own thread. */
final class KafkaHints implements Hints {
    private static final int RECORDS_A_POLL = 64;

    /** Short, because a question for a topic's end waits behind the fetch that the broker holds open. */
    private static final int FETCH_MILLIS = 100;

    private final DomainsView view;
    private final TopicReader domains;
    private final TopicReader adapters;
    private final Duration lookWait;

    KafkaHints(String bootstrapServers, Duration lookWait, Slots slots) {
        this(topic -> client(bootstrapServers, topic), lookWait, slots);
    }

    /** @param clients makes one for a topic */
    KafkaHints(Function<String, Consumer<byte[], byte[]>> clients, Duration lookWait, Slots slots) {
        unless(lookWait.isPositive(), "driftline.kafka.look-wait", "must be positive");
        this.lookWait = lookWait;
        view = new DomainsView(slots);
        domains = new TopicReader(Topics.DOMAINS, () -> clients.apply(Topics.DOMAINS), view::accept);
        adapters =
                new TopicReader(Topics.ADAPTERS, () -> clients.apply(Topics.ADAPTERS), new AdapterHints(slots)::accept);
        domains.start();
        adapters.start();
    }

    private static Consumer<byte[], byte[]> client(String bootstrapServers, String topic) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.CLIENT_ID_CONFIG,
                "serving-" + topic,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                FETCH_MILLIS,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                RECORDS_A_POLL);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Optional<Known> known(DomainName domain) {
        return view.known(domain);
    }

    @Override
    public List<DomainName> domains() {
        return view.names();
    }

    @Override
    public boolean readDomainsToEnd() {
        return domains.readToEnd(lookWait);
    }

    @Override
    public boolean reached() {
        return domains.reached() && adapters.reached();
    }

    @Override
    public boolean alive() {
        return domains.alive() && adapters.alive();
    }

    @Override
    public void close() {
        adapters.close();
        domains.close();
    }
}
