package dev.driftline.adapters.exchange;

import dev.driftline.adapters.base.Geometry;
import dev.driftline.adapters.file.AdapterFile;
import dev.driftline.adapters.file.Progress;
import dev.driftline.adapters.file.StateFile;
import dev.driftline.contracts.version.Origin;
import java.util.List;
import java.util.Map;

/** An adapter that came in, in the house's own form. */
public final class Imported {
    private final Geometry geometry;
    private final AdapterFile.Content content;
    private final Origin origin;

    Imported(Geometry geometry, AdapterFile.Content content, Origin origin) {
        this.geometry = geometry;
        this.content = content;
        this.origin = origin;
    }

    /** Where it came from, as the ledger tells it. */
    public Origin origin() {
        return origin;
    }

    /** The adapter's file, as {@link AdapterFile} writes it. */
    public byte[] adapter() {
        return AdapterFile.write(geometry, content);
    }

    /**
     * The trainer's state: training goes on from these weights, which are also their own average, with moments of zero.
     *
     * @param extras what the trainer adds
     */
    public byte[] state(Map<String, long[]> extras) {
        List<float[]> zeros =
                content.tensors().stream().map(one -> new float[one.length]).toList();
        Progress progress = Progress.imported(
                content.header().labels().size(), content.header().trainedLabels());
        StateFile.Content state =
                new StateFile.Content(content.header(), content.tensors(), content.tensors(), zeros, zeros, progress);
        return StateFile.write(geometry, state, extras);
    }
}
