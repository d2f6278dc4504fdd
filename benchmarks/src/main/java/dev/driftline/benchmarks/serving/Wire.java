package dev.driftline.benchmarks.serving;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * One kept connection over which one request after another goes, each in one packet. A client library takes a millisecond or two of the cores
 * that it shares with what it measures.
 */
final class Wire implements AutoCloseable {
    private static final int MOST_HEAD_BYTES = 16 * 1024;
    private static final int DEFAULT_PORT = 80;
    private static final String END = "\r\n\r\n";
    private static final String LENGTH = "content-length:";

    private final Socket socket;
    private final InputStream in;

    /** @param waitMillis for an answer */
    Wire(URI service, int waitMillis) throws IOException {
        socket = new Socket();
        socket.connect(
                new InetSocketAddress(service.getHost(), service.getPort() < 0 ? DEFAULT_PORT : service.getPort()),
                waitMillis);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(waitMillis);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * Sends a whole request and reads its answer to the last byte.
     *
     * @return status line and headers
     */
    String ask(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        String head = head();
        in.skipNBytes(length(head));
        return head;
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf(END, Math.max(0, head.length() - END.length())) < 0) {
            int next = in.read();
            if (next < 0 || head.length() == MOST_HEAD_BYTES) {
                throw new EOFException("no answer, but: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static long length(String head) throws IOException {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, LENGTH, 0, LENGTH.length()))
                .mapToLong(
                        line -> Long.parseLong(line.substring(LENGTH.length()).strip()))
                .findFirst()
                .orElseThrow(() -> new IOException("an answer without its length"));
    }

    /** A request with a JSON body. */
    static byte[] post(URI url, byte[] body) {
        byte[] head = ("POST " + url.getRawPath() + " HTTP/1.1\r\nHost: " + url.getRawAuthority()
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + END)
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
