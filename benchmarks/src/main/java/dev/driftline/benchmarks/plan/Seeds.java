package dev.driftline.benchmarks.plan;

import dev.driftline.contracts.wire.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The seeds of a run, recorded apart. They depend on the run's number alone, so all methods of a number share them.
 *
 * @param sample of the labelled examples
 * @param part of what is held back of them: the folds of a search, and BiDoRA's split
 * @param init of the weights
 * @param order of the batches and of the masks
 */
public record Seeds(long sample, long part, long init, long order) {
    public static Seeds of(long number) {
        return new Seeds(seed(number, "sample"), seed(number, "part"), seed(number, "init"), seed(number, "order"));
    }

    private static long seed(long number, String purpose) {
        MessageDigest sha = Digest.sha256();
        sha.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        return ByteBuffer.wrap(sha.digest(purpose.getBytes(StandardCharsets.US_ASCII)))
                .getLong();
    }
}
