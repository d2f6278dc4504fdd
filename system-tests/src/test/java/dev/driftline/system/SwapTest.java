package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.wire.Digest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwapTest {
    private static final double ROUNDING = 1e-4;
    private static final DomainName DOMAIN = new DomainName("swapped");
    private static final List<Passage> TEXTS = List.of(
            Passage.of("the rain and the wind"),
            new Passage("a pan and an onion", "the ferry"),
            new Passage("the ferry", "a pan and an onion"));
    private static final int SWAPS = 50;
    private static final int CLIENTS = 4;

    @TempDir
    private static Path folder;

    @Test
    void fiftySwapsUnderConstantRequestsFailNoneAndMixNone() throws Exception {
        try (World world = World.start(folder.resolve("data"));
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            world.create(DOMAIN.value());
            world.send(DOMAIN.value(), Records.lines("s", 3 * World.WINDOW, 5));
            world.awaitVersions(DOMAIN.value(), 3);
            world.at().registryClient().promote(DOMAIN, 1);
            world.awaitServed(DOMAIN.value());

            Load load = new Load(world);
            List<Future<?>> running = IntStream.range(0, CLIENTS)
                    .<Future<?>>mapToObj(client -> clients.submit(load::ask))
                    .toList();
            for (int swap = 0; swap < SWAPS; swap++) {
                world.at().registryClient().promote(DOMAIN, 2 + swap % 2);
                world.awaitServed(DOMAIN.value());
            }
            load.over.set(true);
            for (Future<?> client : running) {
                client.get();
            }

            assertThat(load.failures).isEmpty();
            assertThat(load.answers.get()).isGreaterThan(SWAPS);
            assertThat(load.scores.keySet()).contains(2, 3);
            assertThat(load.scores)
                    .allSatisfy((version, seen) -> assertThat(seen)
                            .as("what version " + version + " answered, whoever shared its calls")
                            .allSatisfy(results -> assertThat(
                                            isNear(results, seen.iterator().next()))
                                    .isTrue()));
            assertThat(load.digests).isEqualTo(digestsOf(world, load.digests.keySet()));
        }
    }

    /** Sums are added up in another order where other texts share a call. */
    private static boolean isNear(List<Prediction.Result> one, List<Prediction.Result> other) {
        return one.size() == other.size()
                && IntStream.range(0, one.size())
                        .allMatch(text -> scores(one.get(text)).entrySet().stream()
                                .allMatch(score -> Math.abs(score.getValue()
                                                - scores(other.get(text)).getOrDefault(score.getKey(), -1.0))
                                        < ROUNDING));
    }

    private static Map<String, Double> scores(Prediction.Result result) {
        return result.scores().stream().collect(Collectors.toMap(Prediction.Score::label, Prediction.Score::score));
    }

    private static Map<Integer, Digest> digestsOf(World world, Set<Integer> versions) {
        return World.manifests(world.ledger(DOMAIN.value())).stream()
                .filter(manifest -> versions.contains(manifest.version()))
                .collect(Collectors.toMap(manifest -> manifest.version(), manifest -> manifest.adapter()));
    }

    /** Clients that ask the same question without pause, and what they were answered. */
    private static final class Load {
        private final World world;
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicInteger answers = new AtomicInteger();
        private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
        private final Map<Integer, Set<List<Prediction.Result>>> scores = new ConcurrentHashMap<>();
        private final Map<Integer, Digest> digests = new ConcurrentHashMap<>();

        private Load(World world) {
            this.world = world;
        }

        private void ask() {
            while (!over.get()) {
                try {
                    Prediction answer = world.at().servingClient().predict(DOMAIN, TEXTS);
                    scores.computeIfAbsent(answer.version(), version -> new CopyOnWriteArraySet<>())
                            .add(answer.results());
                    digests.put(answer.version(), answer.digest());
                    answers.incrementAndGet();
                } catch (RuntimeException e) {
                    failures.add(String.valueOf(e.getMessage()));
                }
            }
        }
    }
}
