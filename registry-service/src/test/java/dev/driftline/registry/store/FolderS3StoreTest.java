package dev.driftline.registry.store;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The suite on the server that {@code driftline up} brings along. */
class FolderS3StoreTest extends StoreSuite {
    @TempDir
    static Path folder;

    private static FolderS3 server;

    @BeforeAll
    static void start() throws Exception {
        server = new FolderS3(folder);
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
