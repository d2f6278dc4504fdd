package dev.driftline.trainer.stream;

import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.example.ExampleReader;
import dev.driftline.contracts.example.Reading;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Texts by offset, the last used ones kept up to a bound in bytes. Used by the training thread alone. */
public final class Texts {
    private final Log log;
    private final long mostBytes;
    private final LinkedHashMap<Key, String> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long heldBytes;

    private record Key(String topicId, int partition, int generation, long offset) {}

    public Texts(Log log, long mostBytes) {
        this.log = log;
        this.mostBytes = mostBytes;
    }

    /**
     * The texts at these offsets of a log; what is gone is left out.
     *
     * @param generation which log of the place is meant: a shortened one that grew again has other texts
     */
    public Map<Long, String> at(Place place, int generation, Collection<Long> offsets) {
        Map<Long, String> found = new HashMap<>();
        List<Long> open = new ArrayList<>();
        for (Long offset : offsets) {
            String text = kept.get(key(place, generation, offset));
            if (text == null) {
                open.add(offset);
            } else {
                found.put(offset, text);
            }
        }
        for (RawRecord record : log.fetch(place.topic(), place.partition(), open)) {
            if (ExampleReader.read(record.value()) instanceof Reading.Accepted accepted) {
                found.put(record.offset(), accepted.example().text());
                keep(place, generation, record.offset(), accepted.example().text());
            }
        }
        return found;
    }

    /** Keeps a text that is at hand, so that it need not be read again. */
    public void keep(Place place, int generation, long offset, String text) {
        String before = kept.put(key(place, generation, offset), text);
        heldBytes += bytes(text) - (before == null ? 0 : bytes(before));
        while (heldBytes > mostBytes) {
            heldBytes -= bytes(kept.pollFirstEntry().getValue());
        }
    }

    private static Key key(Place place, int generation, long offset) {
        return new Key(place.topicId(), place.partition(), generation, offset);
    }

    private static long bytes(String text) {
        return 100 + 2L * text.length();
    }
}
