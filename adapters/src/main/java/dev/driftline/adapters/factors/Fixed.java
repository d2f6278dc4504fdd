package dev.driftline.adapters.factors;

import dev.driftline.adapters.base.Encoder;
import dev.driftline.adapters.base.Geometry.Site;
import dev.driftline.adapters.file.Factors;
import dev.driftline.adapters.program.Scope;
import dev.driftline.adapters.program.Tensor;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the program multiplies by at each site and never moves: EDoRA's factors, and constants of the norms. */
public final class Fixed {
    private Fixed() {}

    /**
     * Per site A, B, U, G and c, shared by all adapters of the kind.
     *
     * @param factors the factor file; null where the method needs none
     * @param named its digest, which the caller has already; null without one
     * @param otherwise owns them where the encoder does not keep them
     */
    public static List<Tensor> of(
            Encoder encoder,
            AdapterMethod method,
            int rank,
            byte @Nullable [] factors,
            @Nullable Digest named,
            Scope otherwise) {
        Kind kind = named == null ? new Kind(method, 0, null) : new Kind(method, rank, named);
        return encoder.kept(kind, otherwise, owner -> make(encoder, method, rank, factors, owner));
    }

    private record Kind(
            AdapterMethod method, int rank, @Nullable Digest factors) {}

    private static List<Tensor> make(
            Encoder encoder, AdapterMethod method, int rank, byte @Nullable [] factors, Scope owner) {
        try (Scope passing = encoder.program().scope()) {
            return encoder.program()
                    .call("constants")
                    .whole(number(method))
                    .tensors(encoder.weights())
                    .tensors(method == AdapterMethod.EDORA ? load(encoder, rank, factors, passing) : List.of())
                    .plain(owner);
        }
    }

    private static List<Tensor> load(Encoder encoder, int rank, byte @Nullable [] factors, Scope owner) {
        if (factors == null) {
            throw new InvalidValue("factors", "factors: edora needs the base's factors");
        }
        List<float[]> numbers = Factors.read(encoder.geometry(), encoder.digest(), rank, factors)
                .tensors();
        List<Tensor> loaded = new ArrayList<>();
        List<Site> sites = encoder.geometry().sites();
        for (int i = 0; i < sites.size(); i++) {
            Site site = sites.get(i);
            loaded.add(owner.floats(numbers.get(i * 2), (long) site.fused() * rank, site.in()));
            loaded.add(owner.floats(numbers.get(i * 2 + 1), site.fused(), site.rows(), rank));
        }
        return loaded;
    }

    /** The program's number of a method. */
    public static int number(AdapterMethod method) {
        return switch (method) {
            case HEAD -> 0;
            case LORA -> 1;
            case DORA -> 2;
            case EDORA -> 3;
            case BIDORA -> 4;
        };
    }
}
