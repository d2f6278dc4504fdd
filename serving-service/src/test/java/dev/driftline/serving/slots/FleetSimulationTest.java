package dev.driftline.serving.slots;

import static dev.driftline.serving.slots.Eventually.eventually;
import static dev.driftline.serving.slots.FakeEngine.adapter;
import static dev.driftline.serving.slots.FakeEngine.score;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.serving.claim.Coordinate;
import dev.driftline.testkit.Seeds;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Hints, evictions, loads, failures and readers at once, as chance mixes them. */
class FleetSimulationTest {
    private static final int DOMAINS = 12;
    private static final int MOST = 4;
    private static final int READERS = 4;
    private static final int HINTS = 120;
    private static final int QUESTIONS = 250;
    private static final int LAST_VERSION = 90;

    @Test
    void whateverHappensNoAnswerComesFromAClosedAdapterOrAnOlderVersion() {
        Seeds.upTo(12, random -> new Simulation(random).run());
    }

    private static final class Simulation {
        private final FakeEngine engine = new FakeEngine();
        private final FakeBlobs blobs = new FakeBlobs();
        private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
        private final Slots slots = new Slots(
                engine,
                blobs,
                new Slots.Bounds(MOST, 60, READERS),
                meters,
                InstantSource.system(),
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(4)));
        private final AtomicIntegerArray toldVersion = new AtomicIntegerArray(DOMAINS);
        private final AtomicIntegerArray seenVersion = new AtomicIntegerArray(DOMAINS);
        private final long[] number = new long[DOMAINS];
        private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
        private final AtomicLong answers = new AtomicLong();
        private final AtomicLong mostResident = new AtomicLong();
        private final Random random;
        private long offset;

        private Simulation(Random random) {
            this.random = random;
        }

        private void run() throws InterruptedException {
            try (slots) {
                for (int domain = 0; domain < DOMAINS; domain++) {
                    tell(domain);
                }
                List<Thread> readers = new ArrayList<>();
                for (int i = 0; i < READERS; i++) {
                    long seed = random.nextLong();
                    readers.add(Thread.ofPlatform().start(() -> read(new Random(seed))));
                }
                for (int i = 0; i < HINTS; i++) {
                    disturb();
                }
                for (Thread reader : readers) {
                    reader.join();
                }
                blobs.away = false;
                everyDomainAnswersWithWhatWasToldLast();
            }
            assertThat(wrong).isEmpty();
            assertThat(answers.get()).isPositive();
            assertThat(mostResident.get()).isLessThanOrEqualTo(MOST);
            eventually(
                    () -> meters.get("driftline.serving.resident.bytes").gauge().value() <= 60);
        }

        /** One thing that happens to a fleet. */
        private void disturb() throws InterruptedException {
            int domain = random.nextInt(DOMAINS);
            switch (random.nextInt(6)) {
                case 0, 1, 2 -> tell(domain);
                case 3 -> blobs.away = random.nextBoolean();
                case 4 -> blobs.topic.keySet().removeIf(_ -> random.nextInt(10) == 0);
                default -> slots.told(hint(domain, 1, 1), null);
            }
            mostResident.accumulateAndGet(
                    (long) meters.get("driftline.serving.resident").gauge().value(), Math::max);
            Thread.sleep(random.nextInt(3));
        }

        private void tell(int domain) {
            int version = toldVersion.get(domain) + 1;
            if (version > LAST_VERSION) {
                return;
            }
            number[domain]++;
            blobs.put(adapter(version));
            AdapterRecord hint = hint(domain, number[domain], version);
            boolean byReference = random.nextInt(4) == 0;
            Coordinate at = new Coordinate(0, offset++);
            blobs.topic.put(at, hint);
            slots.told(byReference ? new AdapterRecord(hint.header(), null) : hint, byReference ? null : at);
            toldVersion.set(domain, version);
        }

        private void read(Random chance) {
            for (int i = 0; i < QUESTIONS; i++) {
                int domain = Math.min(chance.nextInt(DOMAINS), chance.nextInt(DOMAINS));
                int before = seenVersion.get(domain);
                try (Lease lease =
                        slots.acquire(name(domain), Duration.ofMillis(200)).orElse(null)) {
                    if (lease != null) {
                        check(domain, before, lease);
                    }
                } catch (RuntimeException e) {
                    wrong.add(e.toString());
                }
            }
        }

        private void check(int domain, int before, Lease lease) {
            int version = lease.version().version();
            float[][] rows = lease.scores(List.of(Passage.of("x"), Passage.of("y")));
            if (rows[0][0] != score(version) || rows[1][0] != score(version)) {
                wrong.add(domain + " mixes versions");
            }
            if (version < before) {
                wrong.add(domain + " went back from " + before + " to " + version);
            }
            seenVersion.accumulateAndGet(domain, version, Math::max);
            answers.incrementAndGet();
        }

        private void everyDomainAnswersWithWhatWasToldLast() {
            for (int domain = 0; domain < DOMAINS; domain++) {
                int told = toldVersion.get(domain);
                DomainName name = name(domain);
                eventually(() -> version(name) == told);
            }
        }

        private int version(DomainName name) {
            Optional<Lease> found = slots.acquire(name, Duration.ofSeconds(1));
            try (Lease lease = found.orElse(null)) {
                return lease == null ? 0 : lease.version().version();
            }
        }

        private static AdapterRecord hint(int domain, long number, int version) {
            byte[] adapter = adapter(version);
            VersionRef ref = new VersionRef(version, Digest.of(adapter), adapter.length, version * 1000L);
            return new AdapterRecord(new AdapterRecord.Header(name(domain), "A", number, ref), adapter);
        }

        private static DomainName name(int domain) {
            return new DomainName("domain-" + domain);
        }
    }
}
