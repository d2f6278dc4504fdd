package dev.driftline.serving.claim;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.serving.claim.Blobs.Fetched;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryBlobsTest {
    private static final byte[] BYTES = "bytes".getBytes(StandardCharsets.UTF_8);
    private static final Digest DIGEST = Digest.of(BYTES);
    private final Map<String, byte[]> held = new ConcurrentHashMap<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/blobs/", exchange -> {
            try (exchange) {
                byte[] bytes = held.get(exchange.getRequestURI().getPath());
                exchange.sendResponseHeaders(bytes == null ? 404 : 200, bytes == null ? -1 : bytes.length);
                if (bytes != null) {
                    exchange.getResponseBody().write(bytes);
                }
            }
        });
        server.createContext("/slow/v1/blobs/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, BYTES.length);
                exchange.getResponseBody().write(BYTES, 0, 1);
                exchange.getResponseBody().flush();
                stop.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        server.start();
    }

    @AfterEach
    void end() {
        stop.countDown();
        server.stop(0);
    }

    @Test
    void theBytesOfADigestComeFromItsPath() {
        held.put("/v1/blobs/" + DIGEST, BYTES);
        assertThat(fetch("/"))
                .isInstanceOfSatisfying(
                        Fetched.Blob.class, blob -> assertThat(blob.bytes()).isEqualTo(BYTES));
    }

    @Test
    void otherBytesAreCorrupt() {
        held.put("/v1/blobs/" + DIGEST, new byte[3]);
        assertThat(fetch("")).isInstanceOf(Fetched.Corrupt.class);
    }

    @Test
    void aBlobThatIsNotThereIsAway() {
        assertThat(fetch("")).isEqualTo(new Fetched.Away("registry answered 404 for blob " + DIGEST.brief(), true));
    }

    @Test
    void aRegistryThatIsNotThereIsAway() {
        server.stop(0);
        assertThat(fetch("")).isInstanceOf(Fetched.Away.class);
    }

    @Test
    void aBlobThatTricklesIsGivenUpInTime() {
        assertThat(fetch("/slow")).isInstanceOf(Fetched.Away.class);
    }

    @Test
    void aRegistryThatDidNotAnswerInTimeIsLeftAloneForAWhile() {
        Instant[] now = {Instant.parse("2026-11-27T12:00:00Z")};
        try (RegistryBlobs blobs = blobs("/slow", () -> now[0])) {
            assertThat(blobs.fetch(DIGEST)).asString().contains("longer than");
            now[0] = now[0].plus(RegistryBlobs.LEFT_ALONE).minusMillis(1);
            assertThat(blobs.fetch(DIGEST))
                    .isEqualTo(new Fetched.Away("the registry did not answer in time a moment ago"));
            now[0] = now[0].plusMillis(1);
            assertThat(blobs.fetch(DIGEST)).asString().contains("longer than");
        }
    }

    private Fetched fetch(String path) {
        try (RegistryBlobs blobs = blobs(path, InstantSource.system())) {
            return blobs.fetch(DIGEST);
        }
    }

    private RegistryBlobs blobs(String path, InstantSource clock) {
        URI registry = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
        return new RegistryBlobs(registry, Duration.ofSeconds(1), Duration.ofMillis(800), clock);
    }
}
