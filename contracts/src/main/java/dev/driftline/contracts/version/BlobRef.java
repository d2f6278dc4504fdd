package dev.driftline.contracts.version;

import dev.driftline.contracts.wire.Digest;

/** Which blob holds something, as a base's factors: the one that was named first. */
public record BlobRef(Digest blob) {}
