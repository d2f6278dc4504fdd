package dev.driftline.adapters.factors;

import dev.driftline.adapters.base.Encoder;
import dev.driftline.adapters.base.Geometry.Site;
import dev.driftline.adapters.file.Factors;
import dev.driftline.adapters.program.Scope;
import dev.driftline.adapters.program.Tensor;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.Ranks;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the program multiplies by at each site and never moves: EDoRA's factors, and constants of the norms. */
public final class Fixed {
    private Fixed() {}

    /**
     * Per site, in float32, what all adapters of the kind share: EDoRA's A (k, in) and B (out, k), U = W0 A' (out, k), G = A A' (k, k); of
     * every method with magnitudes c, the squared row norms of W0 (out), and still (out or 0), 1 on rows that carry no adapter. What a method
     * does not need is empty. k is the largest rank there, once for each matrix fused. With them the row norms of W0 + s B A need no pass over
     * W0: n² = c + 2 s b·u + s² b G b', row by row.
     *
     * @param factors the factor file, of the largest of the ranks; null where the method needs none
     * @param named its digest, which the caller has already; null without one
     * @param otherwise owns them where the encoder does not keep them
     * @throws InvalidValue when EDoRA has no factors, or they are of another base or rank
     */
    public static List<Tensor> of(
            Encoder encoder,
            AdapterMethod method,
            Ranks ranks,
            byte @Nullable [] factors,
            @Nullable Digest named,
            Scope otherwise) {
        Kind kind = Kind.of(method, ranks, named);
        return encoder.kept(kind, otherwise, owner -> make(encoder, kind, ranks.most(), factors, owner));
    }

    /**
     * Adapters of one kind lie stacked in one group of a call, and share what never moves.
     *
     * @param ranks of every matrix; where all have the usual one, adapters of one kind may differ in it
     * @param factors digest of EDoRA's
     */
    public record Kind(
            AdapterMethod method, Ranks ranks, @Nullable Digest factors) {
        /** Without ranks of single matrices the usual rank does not matter: adapters of unlike ranks are of one kind. */
        public static Kind of(AdapterMethod method, Ranks ranks, @Nullable Digest factors) {
            return new Kind(method, ranks.own().isEmpty() ? Ranks.all(1) : ranks, factors);
        }

        /** Any order, as long as it is always the same. */
        public String order() {
            return number(method) + " " + ranks + " " + (factors == null ? "" : factors.hex());
        }
    }

    private static List<Tensor> make(Encoder encoder, Kind kind, int most, byte @Nullable [] factors, Scope owner) {
        try (Scope passing = encoder.program().scope()) {
            boolean edora = kind.method() == AdapterMethod.EDORA;
            return encoder.program()
                    .call("constants")
                    .whole(number(kind.method()))
                    .tensors(encoder.weights())
                    .tensors(edora ? load(encoder, kind, most, factors, passing) : List.of())
                    .tensors(still(encoder, kind, passing))
                    .plain(owner);
        }
    }

    /** EDoRA's A and B of every site: the leading rows and columns of the file's, zeros behind a matrix' own rank. */
    private static List<Tensor> load(Encoder encoder, Kind kind, int most, byte @Nullable [] factors, Scope owner) {
        if (factors == null) {
            throw new InvalidValue("factors", "factors: edora needs the base's factors");
        }
        InvalidValue.unless(
                Digest.of(factors).equals(kind.factors()), "factors", "are not those that the adapter names");
        List<float[]> numbers = Factors.read(encoder.geometry(), encoder.digest(), most, factors)
                .tensors();
        List<Tensor> loaded = new ArrayList<>();
        List<Site> sites = encoder.sites();
        for (int i = 0; i < sites.size(); i++) {
            Site site = sites.get(i);
            Prefix prefix = new Prefix(site, kind.ranks().own().isEmpty() ? Ranks.all(most) : kind.ranks(), most);
            long wide = prefix.wide();
            loaded.add(owner.floats(prefix.reduce(numbers.get(i * 2)), site.fused() * wide, site.in()));
            loaded.add(owner.floats(prefix.expand(numbers.get(i * 2 + 1)), site.fused(), site.rows(), wide));
        }
        return loaded;
    }

    /** The part of a site's factors of rank {@code most} that its matrices use. */
    private record Prefix(Site site, Ranks ranks, int most) {
        private int wide() {
            return site.most(ranks);
        }

        private float[] reduce(float[] all) {
            int wide = wide();
            int in = site.in();
            int[] own = site.ranks(ranks);
            float[] part = new float[site.fused() * wide * in];
            for (int place = 0; place < own.length; place++) {
                System.arraycopy(all, place * most * in, part, place * wide * in, own[place] * in);
            }
            return part;
        }

        private float[] expand(float[] all) {
            int wide = wide();
            int[] own = site.ranks(ranks);
            float[] part = new float[site.out() * wide];
            for (int row = 0; row < site.out(); row++) {
                System.arraycopy(all, row * most, part, row * wide, own[row / site.rows()]);
            }
            return part;
        }
    }

    /** 1 on rows of a matrix that carries no adapter beside one that does; empty where there is none. */
    private static List<Tensor> still(Encoder encoder, Kind kind, Scope owner) {
        List<Tensor> all = new ArrayList<>();
        for (Site site : encoder.sites()) {
            int[] own = site.ranks(kind.ranks());
            boolean some = Arrays.stream(own).anyMatch(rank -> rank == 0) && site.most(kind.ranks()) > 0;
            float[] rows = new float[some ? site.out() : 0];
            for (int row = 0; row < rows.length; row++) {
                rows[row] = own[row / site.rows()] == 0 ? 1 : 0;
            }
            all.add(owner.floats(rows, rows.length));
        }
        return all;
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
