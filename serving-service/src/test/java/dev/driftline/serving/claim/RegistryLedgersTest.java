package dev.driftline.serving.claim;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.LiveThen;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.Json;
import dev.driftline.contracts.wire.Problem;
import dev.driftline.serving.claim.Ledgers.Said;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryLedgersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final DomainName SPAM = new DomainName("spam");
    private static final Instant THEN = Instant.parse("2026-11-01T10:00:00Z");
    private static final Instant FIRST = THEN.plusSeconds(60);
    private static final VersionRef REF = new VersionRef(7, Digest.of(new byte[] {1}), 10, 4711);
    private volatile int status = 200;
    private volatile Object body = new LiveThen(REF, FIRST);
    private volatile String asked = "";
    private HttpServer server;
    private RegistryLedgers ledgers;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                asked = exchange.getRequestURI().toString();
                byte[] bytes = Json.bytes(body);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        URI registry = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        ledgers = new RegistryLedgers(registry, Duration.ofSeconds(1), Duration.ofSeconds(5));
    }

    @AfterEach
    void end() {
        ledgers.close();
        server.stop(0);
    }

    @Test
    void theVersionOfATimeIsAskedAndRead() {
        assertThat(ledgers.liveAt(SPAM, THEN, PATIENCE)).isEqualTo(new Said.Version(REF));
        assertThat(asked).isEqualTo("/v1/domains/spam/live?asOf=2026-11-01T10:00:00Z");
        body = new LiveThen(null, FIRST);
        assertThat(ledgers.liveAt(SPAM, THEN, PATIENCE)).isEqualTo(new Said.NotThen(THEN, FIRST));
        body = new LiveThen(null, null);
        assertThat(ledgers.liveAt(SPAM, THEN, PATIENCE)).isEqualTo(new Said.NotThen(THEN, null));
    }

    @Test
    void aRefusalIsNoAbsenceAndAnAbsenceIsNoRefusal() {
        status = 404;
        body = new Problem("Not found", 404, "spam has no version 9", null);
        assertThat(ledgers.numbered(SPAM, 9, PATIENCE)).isEqualTo(new Said.Unknown("spam has no version 9"));
        assertThat(asked).isEqualTo("/v1/domains/spam/versions/9");
        status = 400;
        body = new Problem("A value is wrong", 400, "asOf: lies in the future", "asOf");
        assertThat(ledgers.liveAt(SPAM, THEN, PATIENCE))
                .isEqualTo(new Said.Invalid("asOf", "asOf: lies in the future"));
        status = 503;
        assertThat(ledgers.liveAt(SPAM, THEN, PATIENCE)).isEqualTo(new Said.Away("the registry answered 503"));
    }

    @Test
    void anAnswerThatCannotBeReadAndARegistryThatIsNotThereAreAway() {
        body = "a version";
        assertThat(ledgers.numbered(SPAM, 7, PATIENCE)).isInstanceOf(Said.Away.class);
        server.stop(0);
        assertThat(ledgers.numbered(SPAM, 7, PATIENCE)).isInstanceOf(Said.Away.class);
    }
}
