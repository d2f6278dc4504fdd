package dev.driftline.adapters.resident;

import dev.driftline.adapters.base.Geometry.Site;
import dev.driftline.adapters.onnx.SiteAdapter;
import dev.driftline.adapters.program.Tensor;
import dev.driftline.contracts.domain.AdapterMethod;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A resident's numbers site by site, where they lie: what the program's `resident` does in a call. */
final class SiteNumbers {
    /** Tensors of a site in {@link Resident#fixed}. */
    private static final int FIXED = 6;

    private final List<Tensor> fixed;
    private final List<FloatBuffer> version;
    private final int[] read;

    private SiteNumbers(Resident resident) {
        fixed = resident.fixed();
        version = resident.version().stream().map(Tensor::view).toList();
        read = new int[version.size()];
    }

    /** In the order of the encoder's sites; empty where none is adapted. */
    static List<SiteAdapter> of(Resident resident) {
        long[] ranks = resident.ranks();
        if (Arrays.stream(ranks).allMatch(rank -> rank == 0)) {
            return List.of();
        }
        List<Site> sites = resident.encoder().sites();
        AdapterMethod method = resident.header().method();
        SiteNumbers numbers = new SiteNumbers(resident);
        List<SiteAdapter> adapters = new ArrayList<>();
        for (int i = 0; i < sites.size(); i++) {
            int rank = Math.toIntExact(ranks[i] * sites.get(i).fused());
            adapters.add(rank == 0 ? SiteAdapter.NONE : numbers.next(method, i, sites.get(i), rank));
        }
        return adapters;
    }

    private SiteAdapter next(AdapterMethod method, int place, Site site, int rank) {
        return switch (method) {
            case HEAD -> SiteAdapter.NONE;
            case LORA -> new SiteAdapter(rank, part(0, rank * site.in()), part(1, site.out() * rank), null, null);
            case DORA, BIDORA ->
                new SiteAdapter(rank, part(0, rank * site.in()), part(1, site.out() * rank), null, part(2, site.out()));
            case EDORA ->
                new SiteAdapter(
                        rank,
                        fixed.get(place * FIXED).view(),
                        fixed.get(place * FIXED + 1).view(),
                        part(0, rank * rank),
                        part(1, site.out()));
        };
    }

    private FloatBuffer part(int tensor, int count) {
        FloatBuffer part = version.get(tensor).slice(read[tensor], count);
        read[tensor] += count;
        return part;
    }
}
