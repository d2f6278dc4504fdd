package dev.driftline.registry.store;

import java.net.URI;
import java.time.Duration;

/** Settings of a store that a test started. */
public record TestStoreSettings(String endpoint, String bucket, String accessKey, String secretKey)
        implements StoreSettings {
    public static final String ACCESS_KEY = "test-access";
    public static final String SECRET_KEY = "test-secret-key";

    public static TestStoreSettings at(URI endpoint) {
        return new TestStoreSettings(endpoint.toString(), "driftline-test", ACCESS_KEY, SECRET_KEY);
    }

    TestStoreSettings withSecret(String other) {
        return new TestStoreSettings(endpoint, bucket, accessKey, other);
    }

    @Override
    public String region() {
        return "us-east-1";
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(5);
    }
}
