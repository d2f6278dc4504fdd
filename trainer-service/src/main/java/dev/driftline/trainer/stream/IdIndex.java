package dev.driftline.trainer.stream;

import dev.driftline.contracts.example.Example;
import dev.driftline.contracts.wire.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which ids occurred in the {@value #REACH} offsets of one partition before a record: a pure function of the log, for
 * whoever has read that far. Holds hashes, not ids.
 */
final class IdIndex {
    static final int REACH = 65_536;
    private static final int CONTENTS_KEPT = 16;

    private final Map<Key, Seen> seen = new LinkedHashMap<>();

    /** What the index says of an example. */
    enum Sighting {
        NEW,
        SAME,
        OTHER_CONTENT
    }

    private record Key(long high, long low) {}

    /**
     * An occurrence of an id.
     *
     * @param older the latest one with another content
     */
    private record Seen(long offset, long content, @Nullable Seen older) {}

    /**
     * Notes an example, whatever becomes of it, and says whether its domain and id occurred before, and whether with its
     * content. Offsets only grow.
     */
    Sighting note(long offset, Example example) {
        dropBelow(offset - REACH);
        Key key = key(example);
        long content = hash(example.text(), example.label()).getLong();
        Seen before = seen.remove(key);
        seen.put(key, new Seen(offset, content, others(before, content, offset - REACH, CONTENTS_KEPT)));
        if (before == null) {
            return Sighting.NEW;
        }
        for (Seen one = before; one != null && one.offset() >= offset - REACH; one = one.older()) {
            if (one.content() == content) {
                return Sighting.SAME;
            }
        }
        return Sighting.OTHER_CONTENT;
    }

    /** The chain without {@code content} and without what lies below {@code lowest}. */
    private static @Nullable Seen others(@Nullable Seen chain, long content, long lowest, int most) {
        if (chain == null || chain.offset() < lowest || most == 0) {
            return null;
        }
        return chain.content() == content
                ? others(chain.older(), content, lowest, most)
                : new Seen(chain.offset(), chain.content(), others(chain.older(), content, lowest, most - 1));
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
