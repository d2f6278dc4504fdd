package dev.driftline.serving.slots;

import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.serving.engine.Engine;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An engine whose adapters are words: {@code adapter:3} answers with 0.03 for its first label, {@code needs:<digest>:3}
 * stands on factors, {@code nan:1} answers rubbish, anything else is no adapter.
 */
public final class FakeEngine implements Engine {
    /** How often each adapter was closed. */
    public final ConcurrentMap<String, AtomicInteger> closed = new ConcurrentHashMap<>();

    /** What it was asked last. */
    public volatile List<Passage> asked = List.of();

    /** Where set, every score waits for it. */
    public volatile @Nullable CountDownLatch hold;

    /** How often {@link #answer} was called. */
    public final AtomicInteger calls = new AtomicInteger();

    /** How many of them had the machine to themselves. */
    public final AtomicInteger callsAlone = new AtomicInteger();

    /** Whether it gains by many texts a call. */
    public volatile boolean batches = true;

    private final int lanes;

    public FakeEngine() {
        this(1);
    }

    public FakeEngine(int lanes) {
        this.lanes = lanes;
    }

    /** A text has as many tokens as characters. */
    public record FakeWords(Passage passage) implements Words {
        @Override
        public int tokens() {
            return passage.text().length();
        }
    }

    public static byte[] adapter(int version) {
        return ("adapter:" + version).getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] words(String words) {
        return words.getBytes(StandardCharsets.UTF_8);
    }

    /** What an adapter of {@code version} answers for its first label. */
    public static float score(int version) {
        return version / 100f;
    }

    @Override
    public Unloaded open(byte[] adapter) {
        String name = new String(adapter, StandardCharsets.UTF_8);
        InvalidValue.unless(name.matches("(adapter|nan|needs:[0-9a-f]{64}):\\d+"), "adapter", "is no adapter");
        return new FakeUnloaded(name);
    }

    @Override
    public List<Words> read(List<Passage> passages) {
        return passages.stream().map(passage -> (Words) new FakeWords(passage)).toList();
    }

    @Override
    public Answered answer(List<Part> parts, boolean exactly, boolean alone) {
        calls.incrementAndGet();
        callsAlone.addAndGet(alone ? 1 : 0);
        asked = parts.stream().map(part -> ((FakeWords) part.words()).passage()).toList();
        Eventually.released(hold);
        return new Answered(
                parts.stream().map(part -> ((FakeScorer) part.scorer()).score()).toList(), "fp32");
    }

    @Override
    public int lanes() {
        return lanes;
    }

    @Override
    public boolean batches(boolean exactly) {
        return batches;
    }

    @Override
    public boolean rounds() {
        return false;
    }

    @Override
    public void close() {}

    private final class FakeScorer implements Scorer {
        private final String name;
        private final float first;
        private volatile boolean left;

        private FakeScorer(String name, float first) {
            this.name = name;
            this.first = first;
        }

        @Override
        public List<String> labels() {
            return List.of("card", "parcel", "never");
        }

        @Override
        public List<Integer> trained() {
            return List.of(0, 1);
        }

        @Override
        public boolean mayRound() {
            return true;
        }

        @Override
        public long bytes() {
            return name.length();
        }

        @Override
        public float[][] scores(List<Passage> passages) {
            Eventually.released(hold);
            float[][] scores = new float[passages.size()][];
            Arrays.setAll(scores, _ -> score());
            return scores;
        }

        private float[] score() {
            if (left) {
                throw new IllegalStateException(name + " was asked after it was closed");
            }
            return new float[] {first, 1 - first, 0};
        }

        @Override
        public void close() {
            left = true;
            closed.computeIfAbsent(name, _ -> new AtomicInteger()).incrementAndGet();
        }
    }

    private final class FakeUnloaded implements Unloaded {
        private final String name;

        private FakeUnloaded(String name) {
            this.name = name;
        }

        @Override
        public Optional<Digest> factors() {
            String[] parts = name.split(":");
            return parts[0].equals("needs") ? Optional.of(new Digest(parts[1])) : Optional.empty();
        }

        @Override
        public Scorer load(byte @Nullable [] named) {
            InvalidValue.unless(factors().isEmpty() || named != null, "factors", "are missing");
            int version = Integer.parseInt(name.substring(name.lastIndexOf(':') + 1));
            return new FakeScorer(name, name.startsWith("nan") ? Float.NaN : score(version));
        }
    }
}
