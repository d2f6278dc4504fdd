package dev.driftline.serving.claim;

import static dev.driftline.serving.slots.Eventually.eventually;
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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryBlobsTest {
    private static final byte[] BYTES = "bytes".getBytes(StandardCharsets.UTF_8);
    private static final Digest DIGEST = Digest.of(BYTES);
    private final Map<String, byte[]> held = new ConcurrentHashMap<>();
    private static final Fetched LEFT_ALONE = new Fetched.Away("the registry did not answer in time a moment ago");
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
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
                if (!exchange.getRequestURI().getPath().endsWith(DIGEST.toString())) {
                    exchange.sendResponseHeaders(404, -1);
                    return;
                }
                exchange.sendResponseHeaders(200, BYTES.length);
                exchange.getResponseBody().write(BYTES, 0, 1);
                exchange.getResponseBody().flush();
                asked.countDown();
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
        AtomicLong now = new AtomicLong();
        try (RegistryBlobs blobs = blobs("/slow", now::get)) {
            assertThat(blobs.fetch(DIGEST)).isInstanceOf(Fetched.Away.class).isNotEqualTo(LEFT_ALONE);
            now.addAndGet(LeftAlone.FOR.toNanos() - 1);
            assertThat(blobs.fetch(DIGEST)).isEqualTo(LEFT_ALONE);
            now.incrementAndGet();
            assertThat(blobs.fetch(DIGEST)).isInstanceOf(Fetched.Away.class).isNotEqualTo(LEFT_ALONE);
        }
    }

    @Test
    void aBlobThatIsSlowByItselfHoldsUpNoOther() {
        Digest other = Digest.of(new byte[] {1});
        try (RegistryBlobs blobs = blobs("/slow", System::nanoTime)) {
            var slow = CompletableFuture.supplyAsync(() -> blobs.fetch(DIGEST));
            eventually(() -> asked.getCount() == 0);
            assertThat(blobs.fetch(other)).isEqualTo(unknown(other));
            assertThat(slow.join()).isInstanceOf(Fetched.Away.class);
            assertThat(blobs.fetch(other)).isEqualTo(unknown(other));
        }
    }

    private static Fetched unknown(Digest digest) {
        return new Fetched.Away("registry answered 404 for blob " + digest.brief(), true);
    }

    private Fetched fetch(String path) {
        try (RegistryBlobs blobs = blobs(path, System::nanoTime)) {
            return blobs.fetch(DIGEST);
        }
    }

    private RegistryBlobs blobs(String path, LongSupplier nanos) {
        URI registry = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
        return new RegistryBlobs(registry, Duration.ofSeconds(1), Duration.ofMillis(800), nanos);
    }
}
