package dev.driftline.trainer.stream;

import dev.driftline.contracts.example.Example;
import dev.driftline.contracts.wire.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which ids occurred in the {@value #REACH} offsets of one partition before a record: a pure function of the log, for
 * whoever has read that far. Holds hashes, not ids.
 */
final class IdIndex {
    static final int REACH = 65_536;

    private final Map<Key, Seen> seen = new LinkedHashMap<>();

    /** What the index says of an example. */
    enum Sighting {
        NEW,
        SAME,
        OTHER_CONTENT
    }

    private record Key(long high, long low) {}

    private record Seen(long offset, long content) {}

    /** Notes an example, whatever becomes of it, and says whether its domain and id occurred before. Offsets only grow. */
    Sighting note(long offset, Example example) {
        dropBelow(offset - REACH);
        Key key = key(example);
        long content = hash(example.text(), example.label()).getLong();
        Seen before = seen.remove(key);
        seen.put(key, new Seen(offset, content));
        if (before == null) {
            return Sighting.NEW;
        }
        return before.content() == content ? Sighting.SAME : Sighting.OTHER_CONTENT;
    }

    int size() {
        return seen.size();
    }

    private void dropBelow(long offset) {
        Iterator<Seen> eldest = seen.values().iterator();
        while (eldest.hasNext() && eldest.next().offset() < offset) {
            eldest.remove();
        }
    }

    private static Key key(Example example) {
        ByteBuffer hash = hash(example.domain().value(), example.id());
        return new Key(hash.getLong(), hash.getLong());
    }

    private static ByteBuffer hash(String first, String second) {
        MessageDigest sha = Digest.sha256();
        byte[] bytes = first.getBytes(StandardCharsets.UTF_8);
        sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        sha.update(bytes);
        return ByteBuffer.wrap(sha.digest(second.getBytes(StandardCharsets.UTF_8)));
    }
}
