package dev.driftline.cli.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.cli.up.Ports;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class ObjectStoreTest {
    private static final String BUCKET = "bucket";

    @TempDir
    private Path folder;

    private final int port = Ports.free().store();

    @Test
    void whatWasPutIsThereAfterARestart() {
        try (ObjectStore store = open();
                S3Client client = client(store, "secret")) {
            put(client, "first");
        }
        try (ObjectStore store = open();
                S3Client client = client(store, "secret")) {
            assertThat(client.getObjectAsBytes(get -> get.bucket(BUCKET).key("key"))
                            .asUtf8String())
                    .isEqualTo("first");
        }
    }

    @Test
    void aKeyIsWrittenOnceWhereTheWriterAsksForThat() {
        try (ObjectStore store = open();
                S3Client client = client(store, "secret")) {
            put(client, "first");
            assertThatThrownBy(() -> put(client, "second"))
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
        }
    }

    @Test
    void anotherSecretIsTurnedAway() {
        try (ObjectStore store = open();
                S3Client client = client(store, "guessed")) {
            assertThatThrownBy(() -> put(client, "first"))
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
        }
    }

    private ObjectStore open() {
        return ObjectStore.start(folder, BUCKET, port, "access", "secret");
    }

    private static void put(S3Client client, String value) {
        client.putObject(put -> put.bucket(BUCKET).key("key").ifNoneMatch("*"), RequestBody.fromString(value));
    }

    private static S3Client client(ObjectStore store, String secret) {
        return S3Client.builder()
                .endpointOverride(store.endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("access", secret)))
                .build();
    }
}
