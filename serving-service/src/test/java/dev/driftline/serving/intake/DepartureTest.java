package dev.driftline.serving.intake;

import static dev.driftline.serving.slots.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DepartureTest {
    private static final CompletableFuture<HttpServerRequest> BEGUN = new CompletableFuture<>();
    private static final CompletableFuture<Thread> WRITER = new CompletableFuture<>();
    private static final CompletableFuture<Exception> ENDED = new CompletableFuture<>();
    private static final AtomicLong WRITTEN = new AtomicLong();

    /** An answer that has no end. */
    @Path("/endless")
    static final class Endless {
        @GET
        public Response answer(@Context HttpServerRequest request) {
            return Response.ok((StreamingOutput) out -> {
                        BEGUN.complete(request);
                        WRITER.complete(Thread.currentThread());
                        write(out);
                    })
                    .build();
        }

        private static void write(OutputStream out) throws IOException {
            byte[] some = new byte[64 * 1024];
            try {
                while (true) {
                    out.write(some);
                    WRITTEN.addAndGet(some.length);
                }
            } catch (IOException e) {
                ENDED.complete(e);
                throw e;
            }
        }
    }

    @Test
    void whoHangsInWritingIsFreedWhenTheyAreInterruptedAfterTheConnectionIsCutOff() throws Exception {
        try (Socket takesNothing = new Socket("localhost", RestAssured.port)) {
            takesNothing
                    .getOutputStream()
                    .write("GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            HttpServerRequest request = BEGUN.get(30, TimeUnit.SECONDS);
            Thread writer = WRITER.get(30, TimeUnit.SECONDS);
            long before;
            do {
                before = WRITTEN.get();
                Thread.sleep(500);
            } while (WRITTEN.get() != before);
            assertThat(ENDED).isNotDone();
            Departure.cutOff(request);
            writer.interrupt();
            assertThat(ENDED.get(30, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
            eventually(Departure.of(request));
        }
    }
}
