package dev.driftline.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.FactorStart;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.ledger.StopRequest;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.Json;
import dev.driftline.trainer.Samples;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryClientTest {
    private static final DomainState STATE = Samples.byCount("weather", 4);
    private static final DomainName DOMAIN = STATE.domain();
    private static final byte[] BYTES = {1, 2, 3};

    private final List<String> asked = new ArrayList<>();
    private final List<byte[]> bodies = new ArrayList<>();
    private HttpServer server;
    private RegistryClient client;

    /** What the server does with a request, by its number from 1. */
    private interface Door {
        void answer(HttpExchange exchange, int request) throws IOException;
    }

    private Door door = (exchange, request) -> reply(exchange, 500, new byte[0]);

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            bodies.add(exchange.getRequestBody().readAllBytes());
            door.answer(exchange, asked.size());
        });
        server.start();
        client = new RegistryClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), 3, Duration.ofMillis(1));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aStateComesFromTheRegistryAndAnUnknownDomainIsEmpty() {
        door = (exchange, request) -> reply(exchange, request == 1 ? 200 : 404, Json.bytes(STATE));
        assertThat(client.state(DOMAIN)).hasValue(STATE);
        assertThat(client.state(DOMAIN)).isEmpty();
        assertThat(asked).containsOnly("GET /v1/domains/weather");
    }

    @Test
    void aBlobWithAnotherDigestIsRefused() {
        door = (exchange, request) -> reply(exchange, 200, BYTES);
        assertThat(client.blob(Digest.of(BYTES))).isEqualTo(BYTES);
        assertThatThrownBy(() -> client.blob(Digest.of(new byte[] {9})))
                .isInstanceOf(RegistryAway.class)
                .hasMessageContaining("another digest");
    }

    @Test
    void aLostAnswerIsAskedForAgainWithTheSameNonce() {
        door = (exchange, request) -> {
            if (request == 1) {
                exchange.close();
            } else {
                reply(exchange, 201, Json.bytes(entry()));
            }
        };
        assertThat(client.stop(DOMAIN, new StopRequest(1, "nonce", "a test")))
                .isEqualTo(new Registry.Answer.Written(entry()));
        assertThat(bodies).hasSize(2);
        assertThat(bodies.get(0)).isEqualTo(bodies.get(1));
    }

    @Test
    void aConflictBearsTheNewestEntryAndAProblemIsARefusal() {
        door = (exchange, request) -> reply(
                exchange,
                request == 3 ? 400 : 409,
                request == 1 ? Json.bytes(entry()) : "{\"title\":\"no\"}".getBytes(StandardCharsets.UTF_8));
        StopRequest stop = new StopRequest(1, "nonce", "a test");
        assertThat(client.stop(DOMAIN, stop)).isEqualTo(new Registry.Answer.Newer(entry()));
        assertThat(client.stop(DOMAIN, stop)).isInstanceOf(Registry.Answer.Refused.class);
        assertThat(client.stop(DOMAIN, stop)).isEqualTo(new Registry.Answer.Refused("400 {\"title\":\"no\"}"));
    }

    @Test
    void triesAreBoundedAndTheTroubleIsNamed() {
        assertThatThrownBy(() -> client.state(DOMAIN))
                .isInstanceOf(RegistryAway.class)
                .hasMessageContaining("does not answer")
                .hasMessageContaining(server.getAddress().getPort() + "");
        assertThat(asked).hasSize(3);
    }

    @Test
    void theFactorsOfABaseHaveOneWinner() {
        Digest base = Digest.of(BYTES);
        Digest winner = Digest.of(new byte[] {7});
        door = (exchange, request) -> reply(
                exchange, request == 1 ? 404 : 200, ("{\"blob\":\"" + winner + "\"}").getBytes(StandardCharsets.UTF_8));
        assertThat(client.factors(base, FactorStart.SVD, 8)).isEmpty();
        assertThat(client.putFactors(base, FactorStart.SVD, 8, base)).isEqualTo(winner);
        client.factors(base, FactorStart.RANDOM, 16);
        String path = "/v1/bases/" + base + "/factors/";
        assertThat(asked)
                .containsExactly("GET " + path + "8-all", "PUT " + path + "8-all", "GET " + path + "16-random");
        assertThat(new String(bodies.get(1), StandardCharsets.UTF_8)).isEqualTo("{\"blob\":\"" + base + "\"}");
    }

    @Test
    void oneEntryIsAskedForByItsNumber() {
        door = (exchange, request) -> reply(exchange, 200, Json.bytes(List.of(entry())));
        assertThat(client.entry(DOMAIN, 1)).isEqualTo(entry());
        assertThat(asked).containsExactly("GET /v1/domains/weather/ledger?from=1&limit=1");
    }

    private static LedgerEntry entry() {
        LedgerEvent created = new LedgerEvent.Created(STATE.spec(), STATE.place(), STATE.seed(), STATE.position());
        return new LedgerEntry(LedgerEntry.FORMAT, STATE.ledgerId(), Instant.EPOCH, created, STATE);
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
