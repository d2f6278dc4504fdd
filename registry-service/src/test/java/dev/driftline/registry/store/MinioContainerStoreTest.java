package dev.driftline.registry.store;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** The suite on a MinIO container, where a Docker engine answers. */
@EnabledIf("anEngineAnswers")
class MinioContainerStoreTest extends StoreSuite {
    private static final int PORT = 9000;

    private static GenericContainer<?> server;

    static boolean anEngineAnswers() {
        boolean named = System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
        return named && DockerClientFactory.instance().isDockerAvailable();
    }

    @BeforeAll
    static void start() {
        server = new GenericContainer<>(DockerImageName.parse("minio/minio:RELEASE.2025-09-07T16-13-09Z"))
                .withEnv("MINIO_ROOT_USER", TestStoreSettings.ACCESS_KEY)
                .withEnv("MINIO_ROOT_PASSWORD", TestStoreSettings.SECRET_KEY)
                .withCommand("server", "/data")
                .withExposedPorts(PORT)
                .waitingFor(Wait.forHttp("/minio/health/ready").withStartupTimeout(Duration.ofMinutes(2)));
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Override
    TestStoreSettings settings() {
        return TestStoreSettings.at(URI.create("http://" + server.getHost() + ":" + server.getMappedPort(PORT)));
    }
}
