package dev.driftline.contracts.example;

import dev.driftline.contracts.wire.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** What is read without the differences that do not matter, so that copies fall on one side of a split. */
public final class NormalText {
    private static final Pattern SPACES = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private NormalText() {}

    /** NFKC, lower case, single spaces, no space at the ends. */
    public static String of(String text) {
        String lower = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return SPACES.matcher(lower).replaceAll(" ").strip();
    }

    /** As {@link #of(String)}; between the two texts of a pair stands a line's end, which no such text holds. */
    public static String of(Passage passage) {
        String second = passage.textPair();
        return second == null ? of(passage.text()) : of(passage.text()) + "\n" + of(second);
    }

    /** Whether a passage belongs to the exam: one in {@code oneIn}, by a hash that only the domain's seed decides. */
    public static boolean isExam(Passage passage, long seed, int oneIn) {
        MessageDigest sha = Digest.sha256();
        sha.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).array());
        long hash = ByteBuffer.wrap(sha.digest(of(passage).getBytes(StandardCharsets.UTF_8)))
                .getLong();
        return Long.remainderUnsigned(hash, oneIn) == 0;
    }
}
