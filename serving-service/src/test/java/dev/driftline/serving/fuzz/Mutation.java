package dev.driftline.serving.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes good requests bad in ways that clients do, and that none would. */
final class Mutation {
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1e999",
            "99999999999999999999",
            "2147483648",
            "-9223372036854775809",
            "1.5",
            "{}",
            "[]",
            "[[]]",
            "\"\"",
            "\" \"",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"BYTES\"",
            "\"text\"",
            "[-1]",
            "[0]",
            "[1,1]",
            "[4294967296,4294967296]",
            "[9223372036854775807,2]",
            "[\"a\",7]",
            "{\"binary_data_size\":7}",
            "{\"binary_data_size\":-7}",
            "NaN",
            "'a'");
    private static final List<String> HEADERS = List.of(
            "Inference-Header-Content-Length: 3",
            "Inference-Header-Content-Length: -1",
            "Inference-Header-Content-Length: 99999999999999999999",
            "Inference-Header-Content-Length: x",
            "Inference-Header-Content-Length: 0",
            "Content-Encoding: gzip",
            "Content-Encoding: deflate",
            "Content-Encoding: zstd",
            "Accept: image/png",
            "Accept: */*;q=2",
            "Accept: ,,,",
            "Accept-Language: --",
            "Accept-Charset: x",
            "Content-Type: text/plain",
            "Content-Type: application/json; charset=latin-9",
            "Content-Type: /",
            "Content-Type: ",
            "Content-Type: multipart/form-data",
            "Content-Type: application/x-www-form-urlencoded",
            "Cookie: a=b; c",
            "Cookie: \u00ff",
            "Driftline-Min-Offset: x",
            "Driftline-Min-Offset: 99999999999999999999",
            "If-None-Match: *",
            "Range: bytes=9-1",
            "X-Forwarded-For: \u0001",
            "Authorization: Basic !",
            "Upgrade: h2c",
            "TE: trailers",
            "grpc-timeout: 1x",
            "Origin: null",
            ": empty",
            "NoColon",
            "Bad Name: x");
    private static final int LARGE = 1024 * 1024;
    private static final int MANY = 10_000;
    private static final int RARELY = 400;

    private final Random random;

    Mutation(Random random) {
        this.random = random;
    }

    byte[] body(byte[] good) {
        if (random.nextInt(RARELY) == 0) {
            return large(good);
        }
        byte[] bad = good;
        for (int i = random.nextInt(3); i >= 0; i--) {
            bad = once(bad);
        }
        return bad;
    }

    private byte[] once(byte[] bytes) {
        int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
        int to = bytes.length == 0 ? 0 : at + random.nextInt(Math.min(bytes.length - at, 16) + 1);
        return switch (random.nextInt(9)) {
            case 0 -> bytes;
            case 1 -> new byte[0];
            case 2 -> Arrays.copyOf(bytes, at);
            case 3 -> flipped(bytes, at);
            case 4 -> joined(bytes, at, noise(), at);
            case 5 -> joined(bytes, at, new byte[0], to);
            case 6 -> joined(bytes, to, Arrays.copyOfRange(bytes, at, to), to);
            default -> value(bytes);
        };
    }

    /** One JSON value in place of another. */
    private byte[] value(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int colon = text.indexOf(':', bytes.length == 0 ? 0 : random.nextInt(bytes.length));
        if (colon < 0) {
            return joined(bytes, 0, pick(VALUES).getBytes(StandardCharsets.ISO_8859_1), bytes.length);
        }
        int end = colon + 1;
        while (end < text.length() && ",}]".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return joined(bytes, colon + 1, pick(VALUES).getBytes(StandardCharsets.ISO_8859_1), end);
    }

    private byte[] large(byte[] good) {
        byte[] filler = switch (random.nextInt(4)) {
            case 0 -> "a".repeat(LARGE).getBytes(StandardCharsets.US_ASCII);
            case 1 -> "\",\"".repeat(MANY).getBytes(StandardCharsets.US_ASCII);
            case 2 -> "[".repeat(MANY).getBytes(StandardCharsets.US_ASCII);
            default -> new byte[LARGE];
        };
        int at = good.length == 0 ? 0 : random.nextInt(good.length);
        return joined(good, at, filler, at);
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(8)];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] flipped(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        if (flipped.length > 0) {
            flipped[at] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private static byte[] joined(byte[] bytes, int until, byte[] between, int from) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(bytes, 0, until);
        all.writeBytes(between);
        all.write(bytes, from, bytes.length - from);
        return all.toByteArray();
    }

    /** Headers, each on its line; at times one that is absurdly long, or very many. */
    String headers() {
        if (random.nextInt(RARELY) == 0) {
            return "X-Long: " + "x".repeat(1 << random.nextInt(17)) + "\r\n";
        }
        if (random.nextInt(RARELY) == 0) {
            return "X-Many: x\r\n".repeat(random.nextInt(2_000));
        }
        StringBuilder headers = new StringBuilder();
        for (int i = random.nextInt(3); i > 0; i--) {
            headers.append(pick(HEADERS)).append("\r\n");
        }
        return headers.toString();
    }

    /** Part of a path, without what would end the request's line. */
    String path(String good) {
        if (random.nextInt(4) > 0) {
            return good;
        }
        String odd = pick(List.of(
                "%00",
                "%",
                "%zz",
                "%2f",
                "..",
                "//",
                "?",
                "?x=%",
                "/versions/0",
                "/versions/99999999999",
                "é",
                ";a=b",
                "#",
                "\\",
                "{",
                "x".repeat(5_000)));
        int at = 1 + random.nextInt(good.length());
        return good.substring(0, at) + odd + good.substring(at);
    }

    String method() {
        return random.nextInt(30) > 0
                ? "POST"
                : pick(List.of("GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "BREW"));
    }

    <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
