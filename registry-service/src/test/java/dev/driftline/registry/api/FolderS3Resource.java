package dev.driftline.registry.api;

import dev.driftline.registry.store.FolderS3;
import dev.driftline.registry.store.TestStoreSettings;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real S3 server for the service under test. */
public class FolderS3Resource implements QuarkusTestResourceLifecycleManager {
    private @Nullable Path folder;
    private @Nullable FolderS3 server;

    @Override
    public Map<String, String> start() {
        try {
            Path fresh = Files.createTempDirectory("registry-test");
            FolderS3 started = new FolderS3(fresh);
            folder = fresh;
            server = started;
            return Map.of(
                    "driftline.store.endpoint", started.endpoint().toString(),
                    "driftline.store.access-key", TestStoreSettings.ACCESS_KEY,
                    "driftline.store.secret-key", TestStoreSettings.SECRET_KEY);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        try {
            if (server != null) {
                server.stop();
            }
            if (folder != null) {
                delete(folder);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
