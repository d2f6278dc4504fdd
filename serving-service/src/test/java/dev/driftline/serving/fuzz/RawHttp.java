package dev.driftline.serving.fuzz;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connection that is kept while the server keeps it, and sends whatever it is given: no library stands between. One thread. */
final class RawHttp implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private final int port;
    private @Nullable Socket socket;
    private @Nullable InputStream in;
    private String body = "";

    RawHttp(int port) {
        this.port = port;
    }

    /**
     * A request as it goes over the wire, but for its length, which is the body's.
     *
     * @param body a character for each byte
     */
    record Request(String line, String headers, String body) {
        static Request of(String line, String headers, byte[] body) {
            return new Request(line, headers, new String(body, StandardCharsets.ISO_8859_1));
        }

        byte[] head() {
            return (line + "\r\nHost: here\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /** Of the last answer, a character for each byte. */
    String body() {
        return body;
    }

    /** The status; empty: the server ended the connection without a word. */
    Optional<Integer> send(Request request) throws IOException {
        try {
            return Optional.of(sendOnce(request));
        } catch (EOFException | java.net.SocketException e) {
            close();
            return Optional.empty();
        }
    }

    private int sendOnce(Request request) throws IOException {
        if (socket == null) {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        }
        try {
            OutputStream out = new BufferedOutputStream(socket.getOutputStream());
            out.write(request.head());
            out.write(request.body().getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        } catch (java.net.SocketException _) {
            // refused before all was read: what it says is still to be read
        }
        return read(socket, in);
    }

    private int read(Socket from, @Nullable InputStream stream) throws IOException {
        if (stream == null) {
            throw new EOFException();
        }
        String status = line(stream);
        int length = 0;
        boolean chunked = false;
        boolean last = false;
        for (String header = line(stream); !header.isEmpty(); header = line(stream)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.endsWith("chunked");
            last |= lower.startsWith("connection:") && lower.endsWith("close");
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        if (chunked) {
            for (int size = size(stream); size > 0; size = size(stream)) {
                whole.writeBytes(stream.readNBytes(size));
                stream.skipNBytes(2);
            }
            stream.skipNBytes(2);
        } else {
            whole.writeBytes(stream.readNBytes(length));
        }
        body = whole.toString(StandardCharsets.ISO_8859_1);
        if (last || !from.isConnected()) {
            close();
        }
        return Integer.parseInt(status.split(" ")[1]);
    }

    private static int size(InputStream stream) throws IOException {
        return Integer.parseInt(line(stream).strip(), 16);
    }

    private static String line(InputStream stream) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = stream.read(); c != '\n'; c = stream.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
        socket = null;
        in = null;
    }
}
