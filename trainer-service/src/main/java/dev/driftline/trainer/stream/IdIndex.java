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

    /**
     * What the index says of an example: the offsets of the latest occurrences of its domain and id, {@value #NONE} for none.
     *
     * @param same with its content
     * @param other with another
     */
    record Sighting(long same, long other) {
        private static final long NONE = -1;
        static final Sighting NEW = new Sighting(NONE, NONE);

        /** Whether it occurred in its domain, which begins at {@code begun}: a record below was never the domain's. */
        Kind since(long begun) {
            if (same != NONE && same >= begun) {
                return Kind.SAME;
            }
            return other != NONE && other >= begun ? Kind.OTHER_CONTENT : Kind.NEW;
        }
    }

    enum Kind {
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
     * Notes an example, whatever becomes of it, and says where its domain and id occurred before, with its content and with
     * another. Offsets only grow.
     */
    Sighting note(long offset, Example example) {
        dropBelow(offset - REACH);
        Key key = key(example);
        long content = hash(example.text(), example.textPair(), example.label()).getLong();
        Seen before = seen.remove(key);
        seen.put(key, new Seen(offset, content, others(before, content, offset - REACH, CONTENTS_KEPT)));
        long same = Sighting.NONE;
        long other = Sighting.NONE;
        for (Seen one = before; one != null && one.offset() >= offset - REACH; one = one.older()) {
            if (one.content() == content) {
                same = Math.max(same, one.offset());
            } else {
                other = Math.max(other, one.offset());
            }
        }
        return new Sighting(same, other);
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

    /** Of the parts with their lengths; one that is absent is not one that is empty. */
    private static ByteBuffer hash(@Nullable String... parts) {
        MessageDigest sha = Digest.sha256();
        for (String part : parts) {
            byte[] bytes = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
            sha.update(ByteBuffer.allocate(Integer.BYTES)
                    .putInt(part == null ? -1 : bytes.length)
                    .array());
            sha.update(bytes);
        }
        return ByteBuffer.wrap(sha.digest());
    }
}
