package dev.driftline.trainer;

import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.DomainSpec;
import dev.driftline.contracts.domain.Gate;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.domain.Policy;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.Fold;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.wire.Topics;
import dev.driftline.testkit.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small domains and records for the trainer's tests. */
public final class Samples {
    public static final List<String> LABELS = List.of("rain", "sun", "snow");
    public static final String TOPIC_ID = "topic-1";
    public static final long SEED = 7;

    private Samples() {}

    public static DomainState domain(String name, int partition, long position, int count, @Nullable Duration age) {
        MethodSettings settings = Settings.of(AdapterMethod.LORA)
                .with("headTimescale", 0)
                .with("batch", 4)
                .with("drawn", 3)
                .done();
        return domain(name, partition, position, settings, new Policy(count, age, Gate.FAST));
    }

    private static DomainState domain(
            String name, int partition, long position, MethodSettings settings, Policy policy) {
        DomainSpec spec = new DomainSpec(1, LABELS, settings, policy);
        Place place = new Place(Topics.EXAMPLES, TOPIC_ID, partition);
        return Fold.first(new DomainName(name), "ledger-" + name, new LedgerEvent.Created(spec, place, SEED, position));
    }

    /** A domain of BiDoRA whose upper level looks at the next window. */
    public static DomainState ahead(String name, int count, @Nullable Duration age) {
        MethodSettings settings = Settings.of(AdapterMethod.BIDORA)
                .with("batch", 4)
                .with("drawn", 3)
                .with("bidora.validation", "next-window")
                .done();
        return domain(name, 0, 0, settings, new Policy(count, age, Gate.FAST));
    }

    public static DomainState of(String name, MethodSettings settings) {
        return domain(name, 0, 0, settings, Policy.DEFAULT);
    }

    public static DomainState byCount(String name, int count) {
        return domain(name, 0, 0, count, null);
    }

    public static byte[] record(String domain, String id, String text, String label) {
        return """
                {"domain":"%s","id":"%s","text":"%s","label":"%s"}""".formatted(domain, id, text, label).getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] pair(String domain, String id, String text, String textPair, String label) {
        return """
                {"domain":"%s","id":"%s","text":"%s","textPair":"%s","label":"%s"}""".formatted(domain, id, text, textPair, label).getBytes(StandardCharsets.UTF_8);
    }

    /** The i-th of a domain's plain examples: each id and text is its own. */
    public static byte[] record(String domain, int i) {
        return record(domain, "id-" + i, "the weather of day " + i, LABELS.get(i % LABELS.size()));
    }
}
