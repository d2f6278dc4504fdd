package dev.driftline.serving.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Example;
import dev.driftline.contracts.wire.Json;
import dev.driftline.serving.feedback.Ingest.Sent;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpIngestTest {
    private static final Example EXAMPLE =
            new Example(1, new DomainName("spam"), "feedback/1.0", "a", null, "ham", null, null, "feedback", null);
    private final List<Example> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/domains/spam/examples", exchange -> {
            try (exchange) {
                asked.add(Json.read(exchange.getRequestBody().readAllBytes(), Example.class));
                exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
                exchange.getResponseHeaders().add("Retry-After", "7");
                exchange.sendResponseHeaders(429, 2);
                exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    @Test
    void theExampleGoesToItsDomainAndTheAnswerComesBackAsItIs() {
        try (Ingest ingest = ingest()) {
            assertThat(ingest.send(EXAMPLE)).isInstanceOfSatisfying(Sent.Answered.class, answer -> {
                assertThat(answer.status()).isEqualTo(429);
                assertThat(answer.isAccepted()).isFalse();
                assertThat(answer.mediaType()).isEqualTo("application/problem+json");
                assertThat(answer.body()).asString().isEqualTo("{}");
                assertThat(answer.retryAfter()).isEqualTo("7");
            });
        }
        assertThat(asked).containsExactly(EXAMPLE);
    }

    @Test
    void anIngestThatIsNotThereIsAway() {
        server.stop(0);
        try (Ingest ingest = ingest()) {
            assertThat(ingest.send(EXAMPLE)).isInstanceOf(Sent.Away.class);
        }
    }

    @Test
    void theDefaultsAreTheseAndNoOthers() {
        FeedbackConfig config = new SmallRyeConfigBuilder()
                .withMapping(FeedbackConfig.class)
                .build()
                .getConfigMapping(FeedbackConfig.class);
        assertThat(config.url()).isEqualTo(URI.create("http://127.0.0.1:7071"));
        assertThat(config.connectWait()).hasSeconds(2);
        assertThat(config.sendWait()).hasSeconds(10);
    }

    @Test
    void aUrlThatIsNoneEndsTheStart() {
        assertThatThrownBy(
                        () -> new HttpIngest(URI.create("ingest:7071"), Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .hasMessage("driftline.ingest.url: must be an http or https URL");
    }

    private Ingest ingest() {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        return new HttpIngest(uri, Duration.ofSeconds(1), Duration.ofSeconds(5));
    }
}
