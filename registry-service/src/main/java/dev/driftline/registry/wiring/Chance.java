package dev.driftline.registry.wiring;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Where nonces and seeds come from. */
@Singleton
class Chance {
    private static final int NONCE_BYTES = 12;
    /** Seeds keep to what a JSON reader with doubles can hold. */
    private static final int SEED_BITS = 53;

    private final SecureRandom random = new SecureRandom();

    String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    long seed() {
        return random.nextLong() >>> (Long.SIZE - SEED_BITS);
    }
}
