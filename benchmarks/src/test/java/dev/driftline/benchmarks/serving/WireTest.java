package dev.driftline.benchmarks.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a server that says what a test wants it to say. */
@Timeout(30)
class WireTest {
    private static final int WAIT_MILLIS = 10_000;

    /** Sends each part in a packet of its own to the first who connects, after it was asked, and hangs up. */
    private static Wire wire(ServerSocket server, List<String> parts) throws IOException {
        Thread.startVirtualThread(() -> {
            try (Socket caller = server.accept()) {
                caller.setTcpNoDelay(true);
                int asked = caller.getInputStream().read();
                for (String part : parts) {
                    caller.getOutputStream().write(part.getBytes(StandardCharsets.US_ASCII));
                    caller.getOutputStream().flush();
                }
                caller.shutdownOutput();
                assertThat(asked).isPositive();
                assertThat(caller.getInputStream().readAllBytes()).hasSizeLessThan(2);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return new Wire(URI.create("http://127.0.0.1:" + server.getLocalPort()), WAIT_MILLIS);
    }

    private static ServerSocket server() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @Test
    void anAnswerInPiecesIsReadToItsEndAndTheNextBeginsBehindIt() throws IOException {
        List<String> parts = List.of(
                "HTTP/1.1 200 OK\r\nContent-Le",
                "ngth: 5\r\n\r",
                "\nhe",
                "lloHTTP/1.1 404 No\r\ncontent-length:0\r\n\r\n");
        try (ServerSocket server = server();
                Wire wire = wire(server, parts)) {
            assertThat(wire.ask("x".getBytes(StandardCharsets.US_ASCII))).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(wire.ask("x".getBytes(StandardCharsets.US_ASCII))).startsWith("HTTP/1.1 404 No\r\n");
        }
    }

    @Test
    void anAnswerWithoutALengthOrAnEndIsNone() throws IOException {
        try (ServerSocket server = server();
                Wire wire = wire(server, List.of("HTTP/1.1 200 OK\r\n\r\n"))) {
            assertThatThrownBy(() -> wire.ask(new byte[] {1})).isInstanceOf(IOException.class);
        }
        try (ServerSocket server = server();
                Wire wire = wire(server, List.of("HTTP/1.1 200"))) {
            assertThatThrownBy(() -> wire.ask(new byte[] {1})).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void aRequestIsOnePieceWithItsLength() {
        byte[] request = Wire.post(URI.create("http://a:1/v1/x"), "{}".getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(request, StandardCharsets.US_ASCII))
                .isEqualTo(
                        "POST /v1/x HTTP/1.1\r\nHost: a:1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
    }
}
