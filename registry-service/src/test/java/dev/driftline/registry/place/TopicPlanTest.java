package dev.driftline.registry.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class TopicPlanTest {
    private record Settings(int partitions, int replication) implements TopicSettings {}

    private static final Settings ONE_COPY = new Settings(16, 1);

    @Test
    void examplesAreKeptForEverAndRejectsAndEventsThirtyDays() {
        assertThat(topic(ONE_COPY, Topics.EXAMPLES).numPartitions()).isEqualTo(16);
        assertThat(topic(ONE_COPY, Topics.EXAMPLES).configs()).containsEntry("retention.ms", "-1");
        assertThat(topic(ONE_COPY, Topics.REJECTED).configs()).containsEntry("retention.ms", "2592000000");
        assertThat(topic(ONE_COPY, Topics.EVENTS).configs()).containsEntry("retention.ms", "2592000000");
    }

    @Test
    void predictionsAreForgottenAfterAWeekADayAtATime() {
        assertThat(topic(ONE_COPY, Topics.PREDICTIONS).numPartitions()).isEqualTo(4);
        assertThat(topic(ONE_COPY, Topics.PREDICTIONS).configs())
                .containsEntry("retention.ms", "604800000")
                .containsEntry("segment.ms", "86400000");
    }

    @Test
    void domainsAndAdaptersAreCompactedInOrder() {
        for (String name : new String[] {Topics.DOMAINS, Topics.ADAPTERS}) {
            assertThat(topic(ONE_COPY, name).numPartitions()).isEqualTo(1);
            assertThat(topic(ONE_COPY, name).configs())
                    .containsEntry("cleanup.policy", "compact")
                    .containsEntry("segment.bytes", "16777216");
        }
    }

    @Test
    void withThreeReplicasAWriteNeedsTwo() {
        NewTopic examples = topic(new Settings(4, 3), Topics.EXAMPLES);
        assertThat(examples.replicationFactor()).isEqualTo((short) 3);
        assertThat(examples.configs()).containsEntry("min.insync.replicas", "2");
        assertThat(topic(ONE_COPY, Topics.EXAMPLES).configs()).containsEntry("min.insync.replicas", "1");
    }

    @Test
    void absurdSettingsAreRefused() {
        assertThatThrownBy(() -> new TopicPlan(new Settings(0, 1))).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new TopicPlan(new Settings(16, 0))).isInstanceOf(InvalidValue.class);
    }

    @Test
    void aDomainsPlaceIsWhereKafkasOwnProducerPutsItsKey() {
        TopicDescription topic = new TopicDescription("examples", "id", 16);
        for (int one = 0; one < 200; one++) {
            DomainName domain = new DomainName("domain-" + one);
            byte[] key = domain.value().getBytes(StandardCharsets.UTF_8);
            assertThat(topic.placeOf(domain))
                    .isEqualTo(new Place("examples", "id", Utils.toPositive(Utils.murmur2(key)) % 16));
        }
    }

    private static NewTopic topic(Settings settings, String name) {
        return new TopicPlan(settings)
                .topics().stream()
                        .filter(topic -> topic.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }
}
