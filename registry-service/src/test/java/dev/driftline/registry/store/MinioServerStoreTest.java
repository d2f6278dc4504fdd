package dev.driftline.registry.store;

import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The suite on a real MinIO server, where {@code DRIFTLINE_MINIO} names its binary: .ci/minio builds one. */
@EnabledIf("isNamed")
class MinioServerStoreTest extends StoreSuite {
    @TempDir
    static Path folder;

    private static MinioServer server;

    static boolean isNamed() {
        return MinioServer.binary() != null;
    }

    @BeforeAll
    static void start() throws Exception {
        server = new MinioServer(Path.of(Objects.requireNonNull(MinioServer.binary())), folder);
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop();
    }

    @Override
    TestStoreSettings settings() {
        return TestStoreSettings.at(server.endpoint());
    }
}
