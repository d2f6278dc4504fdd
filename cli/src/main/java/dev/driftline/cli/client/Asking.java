package dev.driftline.cli.client;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which version is to answer and how fresh it must be, in serving's own words; what is wrong with them serving says.
 *
 * @param version this one; null: the live one
 * @param asOf the one that was live then
 * @param candidate the newest that is not live
 * @param minOffset an offset, or the token of a receipt as topic/partition@offset, that must have been learned
 * @param patience how long that may take, as 2s
 * @param client a key by which a traffic rule knows the client again
 */
public record Asking(
        @Nullable Integer version,
        @Nullable String asOf,
        boolean candidate,
        @Nullable String minOffset,
        @Nullable String patience,
        @Nullable String client) {
    public static final Asking PLAIN = new Asking(null, null, false, null, null, null);

    public Asking {
        requireHeader("min-offset", minOffset);
        requireHeader("wait", patience);
        requireHeader("client", client);
    }

    private static void requireHeader(String option, @Nullable String value) {
        unless(
                value == null || !value.isBlank() && value.chars().allMatch(c -> c >= ' ' && c <= '~'),
                "--" + option,
                "must be printable ASCII");
    }

    /** With its question mark; empty where nothing is asked. */
    String query() {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (version != null) {
            parameters.put("version", version.toString());
        }
        if (asOf != null) {
            parameters.put("asOf", asOf);
        }
        if (candidate) {
            parameters.put("alias", "candidate");
        }
        return parameters.isEmpty()
                ? ""
                : parameters.entrySet().stream()
                        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "?", ""));
    }

    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        if (minOffset != null) {
            headers.put("Driftline-Min-Offset", minOffset);
        }
        if (patience != null) {
            headers.put("Driftline-Wait", patience);
        }
        if (client != null) {
            headers.put("Driftline-Client", client);
        }
        return headers;
    }
}
