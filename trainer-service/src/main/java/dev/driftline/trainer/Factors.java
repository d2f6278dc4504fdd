package dev.driftline.trainer;

import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.FactorStart;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.trainer.publish.Blobs;
import dev.driftline.trainer.publish.Registry;
import dev.driftline.trainer.step.Learning;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** EDoRA's factors of the base: made once by whoever needs them first, and the same blob for all. */
final class Factors {
    private static final Logger LOG = Logger.getLogger("trainer");

    private final Learning learning;
    private final Registry registry;
    private final Blobs blobs;
    private final Map<Kind, Digest> byKind = new HashMap<>();

    private record Kind(FactorStart start, int rank) {}

    Factors(Learning learning, Registry registry, Blobs blobs) {
        this.learning = learning;
        this.registry = registry;
        this.blobs = blobs;
    }

    /** Makes sure that what a method needs is there, so that its first window does not wait for it. */
    void prepare(MethodSettings settings) {
        bytes(of(settings));
    }

    /** The blob that a method needs; null when it needs none. */
    @Nullable
    Digest of(MethodSettings settings) {
        return settings.method() == AdapterMethod.EDORA
                ? byKind.computeIfAbsent(
                        new Kind(settings.factors(), settings.ranking().most()), this::find)
                : null;
    }

    byte @Nullable [] bytes(@Nullable Digest factors) {
        return factors == null ? null : blobs.get(factors);
    }

    private Digest find(Kind kind) {
        return registry.factors(learning.base(), kind.start(), kind.rank()).orElseGet(() -> make(kind));
    }

    private Digest make(Kind kind) {
        long began = System.nanoTime();
        byte[] bytes = learning.factors(kind.start(), kind.rank());
        Digest digest = Digest.of(bytes);
        blobs.put(digest, bytes);
        Digest winner = registry.putFactors(learning.base(), kind.start(), kind.rank(), digest);
        LOG.infof(
                "trainer.factors start=%s rank=%d blob=%s took=%dms",
                kind.start().word(), kind.rank(), winner.brief(), (System.nanoTime() - began) / 1_000_000);
        return winner;
    }
}
