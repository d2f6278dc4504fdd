package dev.driftline.registry.place;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.wire.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The topics of the line, as they are made. */
final class TopicPlan {
    private static final int MAX_PARTITIONS = 1_000;
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final int SMALL_SEGMENT_BYTES = 16 * 1024 * 1024;
    private static final Duration COMPACT_WITHIN = Duration.ofMinutes(10);

    private final int partitions;
    private final short replication;

    TopicPlan(TopicSettings settings) {
        unless(
                settings.partitions() >= 1 && settings.partitions() <= MAX_PARTITIONS,
                "driftline.topics.partitions",
                "must lie in 1.." + MAX_PARTITIONS);
        unless(
                settings.replication() >= 1 && settings.replication() <= 9,
                "driftline.topics.replication",
                "must lie in 1..9");
        partitions = settings.partitions();
        replication = (short) settings.replication();
    }

    List<NewTopic> topics() {
        return List.of(
                topic(Topics.EXAMPLES, partitions, Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1")),
                topic(Topics.REJECTED, 1, keptFor(MONTH)),
                topic(Topics.DOMAINS, 1, compacted()),
                topic(Topics.ADAPTERS, 1, compacted()),
                topic(Topics.EVENTS, 1, keptFor(MONTH)),
                topic(Topics.PREDICTIONS, Topics.PREDICTION_PARTITIONS, forgotten()));
    }

    private NewTopic topic(String name, int count, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(Math.max(1, replication - 1)));
        return new NewTopic(name, count, replication).configs(all);
    }

    private static Map<String, String> keptFor(Duration time) {
        return Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(time.toMillis()));
    }

    /** A broker deletes whole segments that are closed: days of their own, so that texts do not stay for a second week. */
    private static Map<String, String> forgotten() {
        Map<String, String> settings = new HashMap<>(keptFor(WEEK));
        settings.put(
                TopicConfig.SEGMENT_MS_CONFIG, Long.toString(Duration.ofDays(1).toMillis()));
        return settings;
    }

    /** Small segments: only closed ones are compacted, and a starting reader reads all that is left. */
    private static Map<String, String> compacted() {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.SEGMENT_BYTES_CONFIG,
                Integer.toString(SMALL_SEGMENT_BYTES),
                TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                "0.1",
                TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
                Long.toString(COMPACT_WITHIN.toMillis()));
    }
}
