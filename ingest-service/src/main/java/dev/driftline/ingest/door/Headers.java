package dev.driftline.ingest.door;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.OptionalLong;

/** What a request's headers say about its body and its answer. */
final class Headers {
    private Headers() {}

    /** The body's length, where it was told. */
    static OptionalLong length(HttpHeaders headers) {
        String told = headers.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        return told == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(told));
    }

    /** Whether the client names JSON, and not lines of it, as what it reads. */
    static boolean wantsJson(HttpHeaders headers) {
        String accept = headers.getHeaderString(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(MediaType.APPLICATION_JSON) && !accept.contains(ExamplesDoor.NDJSON);
    }
}
