package dev.driftline.registry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ProbeTest {
    private final AtomicInteger counter = new AtomicInteger();

    @Test
    void aStoreWithOneWinnerIsFitAndKeepsNothingOfTheProbe() {
        MemoryStore store = new MemoryStore();
        probe(store).run();
        assertThat(store.has("probe/1")).isFalse();
    }

    @Test
    void aStoreThatLetsEveryWriterWinIsRefusedByName() {
        assertThatThrownBy(() -> probe(new Lawless(Lawless.Sin.ALL_WIN)).run())
                .isInstanceOf(UnfitStore.class)
                .hasMessageContaining("lawless store")
                .hasMessageContaining("8 of 8 writers");
    }

    @Test
    void aStoreThatKeepsALosersBytesIsRefused() {
        assertThatThrownBy(() -> probe(new Lawless(Lawless.Sin.LOSER_KEPT)).run())
                .isInstanceOf(UnfitStore.class)
                .hasMessageContaining("another writer's bytes");
    }

    @Test
    void aStoreThatKnowsTheHeaderOnlyInRacesIsRefused() {
        assertThatThrownBy(() -> probe(new Lawless(Lawless.Sin.LATE_WINS)).run())
                .isInstanceOf(UnfitStore.class)
                .hasMessageContaining("late writer");
    }

    @Test
    void aStoreThatIsAwayIsTroubleAndNotUnfit() {
        MemoryStore store = new MemoryStore();
        store.setAway(true);
        assertThatThrownBy(() -> probe(store).run()).isInstanceOf(StoreAway.class);
    }

    @Test
    void anAnswerThatWasLostOnTheWayIsNoReasonToRefuse() {
        assertThatCode(() -> probe(new Lawless(Lawless.Sin.FIRST_ANSWER_LOST)).run())
                .doesNotThrowAnyException();
    }

    private Probe probe(ObjectStore store) {
        return new Probe(store, () -> Integer.toString(counter.incrementAndGet()));
    }

    /** A store that breaks the law in one way. */
    private static final class Lawless implements ObjectStore {
        enum Sin {
            ALL_WIN,
            LOSER_KEPT,
            LATE_WINS,
            FIRST_ANSWER_LOST
        }

        private final Sin sin;
        private final ConcurrentHashMap<String, byte[]> objects = new ConcurrentHashMap<>();
        private final AtomicInteger puts = new AtomicInteger();

        private Lawless(Sin sin) {
            this.sin = sin;
        }

        @Override
        public boolean putIfAbsent(String key, byte[] bytes) {
            int put = puts.incrementAndGet();
            boolean won = objects.putIfAbsent(key, bytes) == null;
            return switch (sin) {
                case ALL_WIN -> true;
                case LOSER_KEPT -> {
                    if (!won) {
                        objects.put(key, bytes);
                    }
                    yield won;
                }
                case LATE_WINS -> won || put > Probe.WRITERS;
                // as a client that sends again by itself: it wrote, and its second request was refused
                case FIRST_ANSWER_LOST -> won && put > Probe.WRITERS;
            };
        }

        @Override
        public Optional<byte[]> get(String key) {
            return Optional.ofNullable(objects.get(key));
        }

        @Override
        public OptionalLong size(String key) {
            return OptionalLong.empty();
        }

        @Override
        public void eachKey(String prefix, Consumer<String> keys) {}

        @Override
        public void eachFolder(String prefix, Consumer<String> names) {}

        @Override
        public void delete(String key) {
            objects.remove(key);
        }

        @Override
        public String toString() {
            return "lawless store";
        }
    }
}
