package dev.driftline.trainer.exam;

import dev.driftline.contracts.version.VersionRef;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A version that sits the exam.
 *
 * @param adapter its bytes, fetched only when an answer is not known yet
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to a tensor library; copied by nobody
public record Sitter(VersionRef version, Supplier<byte[]> adapter, byte @Nullable [] factors) {}
