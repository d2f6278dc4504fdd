package dev.driftline.trainer.stream;

import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.example.ExampleReader;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.example.Reading;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Passages by offset, the last used ones kept up to a bound in bytes. Used by the training thread alone. */
public final class Texts {
    private final Log log;
    private final long mostBytes;
    private final LinkedHashMap<Key, Passage> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long heldBytes;

    private record Key(String topicId, int partition, int generation, long offset) {}

    public Texts(Log log, long mostBytes) {
        this.log = log;
        this.mostBytes = mostBytes;
    }

    /**
     * The passages at these offsets of a log; what is gone is left out.
     *
     * @param generation which log of the place is meant: a shortened one that grew again has other texts
     */
    public Map<Long, Passage> at(Place place, int generation, Collection<Long> offsets) {
        Map<Long, Passage> found = new HashMap<>();
        List<Long> open = new ArrayList<>();
        for (Long offset : offsets) {
            Passage passage = kept.get(key(place, generation, offset));
            if (passage == null) {
                open.add(offset);
            } else {
                found.put(offset, passage);
            }
        }
        for (RawRecord record : log.fetch(place.topic(), place.partition(), open)) {
            if (ExampleReader.read(record.value()) instanceof Reading.Accepted accepted) {
                Passage passage = accepted.example().passage();
                found.put(record.offset(), passage);
                keep(place, generation, record.offset(), passage);
            }
        }
        return found;
    }

    /** Keeps a passage that is at hand, so that it need not be read again. */
    public void keep(Place place, int generation, long offset, Passage passage) {
        Passage before = kept.put(key(place, generation, offset), passage);
        heldBytes += bytes(passage) - (before == null ? 0 : bytes(before));
        while (heldBytes > mostBytes) {
            heldBytes -= bytes(kept.pollFirstEntry().getValue());
        }
    }

    private static Key key(Place place, int generation, long offset) {
        return new Key(place.topicId(), place.partition(), generation, offset);
    }

    private static long bytes(Passage passage) {
        return 100 + 2L * passage.characters();
    }
}
