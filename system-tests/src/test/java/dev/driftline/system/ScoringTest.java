package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.up.Service;
import dev.driftline.contracts.prediction.Scored;
import dev.driftline.contracts.wire.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoringTest {
    static final String DOMAIN = "scored";
    static final Map<String, String> VARIABLES = Map.of(
            "DRIFTLINE_SERVING_SCORE_LETTERS_FROM", "letters",
            "DRIFTLINE_SERVING_SCORE_LETTERS_TO", "answers",
            "DRIFTLINE_SERVING_SCORE_LETTERS_DOMAIN", DOMAIN);
    private static final int PARTITIONS = 2;
    private static final int LETTERS = 600;
    private static final int BAD_EVERY = 50;

    @TempDir
    private static Path folder;

    @Test
    void everyRecordIsAnsweredOnceAndInOrderThoughServingIsKilled() {
        try (World world = World.start(folder.resolve("data"), VARIABLES);
                Wire wire = new Wire(world.system.bootstrapServers())) {
            wire.create("letters", PARTITIONS);
            wire.create("answers", PARTITIONS);
            wire.create("answers.rejected", 1);
            for (int i = 0; i < LETTERS; i++) {
                String text = i % BAD_EVERY == 0 ? "" : ",\"text\":\"the rain and the wind " + i + "\"";
                byte[] letter = ("{\"id\":\"" + i + "\"" + text + "}").getBytes(StandardCharsets.UTF_8);
                wire.send("letters", i % PARTITIONS, "key" + i, letter);
            }
            assertThat(wire.read("answers")).as("no version answers yet").isEmpty();
            world.create(DOMAIN);
            world.send(DOMAIN, Records.lines("p", World.WINDOW, 3));

            World.await("some are answered", () -> !wire.read("answers").isEmpty());
            world.system.kill(Service.SERVING);
            int before = wire.read("answers").size();
            world.system.start(Service.SERVING, Map.of());
            World.await("more are answered", () -> wire.read("answers").size() > before || before >= answers());
            world.system.kill(Service.SERVING);
            world.system.start(Service.SERVING, Map.of());

            World.await(
                    "all are told of",
                    () -> wire.read("answers").size()
                                    + wire.read("answers.rejected").size()
                            >= LETTERS);
            assertThat(wire.read("answers.rejected")).hasSize(LETTERS / BAD_EVERY);
            assertOnceAndInOrder(wire.read("answers"));
        }
    }

    private static int answers() {
        return LETTERS - LETTERS / BAD_EVERY;
    }

    private static void assertOnceAndInOrder(List<ConsumerRecord<String, byte[]>> records) {
        Set<String> ids = new HashSet<>();
        int[] last = {-1, -1};
        for (ConsumerRecord<String, byte[]> record : records) {
            String id = Objects.requireNonNull(
                    Json.read(record.value(), Scored.class).id());
            assertThat(ids.add(id)).as("letter " + id + " is answered once").isTrue();
            assertThat(record.key()).isEqualTo("key" + id);
            assertThat(Integer.parseInt(id)).isGreaterThan(last[record.partition()]);
            last[record.partition()] = Integer.parseInt(id);
        }
        assertThat(ids).hasSize(answers());
    }
}
