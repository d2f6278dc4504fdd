package dev.driftline.registry.api;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import dev.driftline.contracts.wire.Problem;
import dev.driftline.registry.change.Unknown;
import dev.driftline.registry.ledger.Appended;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How outcomes look over HTTP. */
final class Answers {
    static final String RETRY_AFTER_SECONDS = "2";

    private Answers() {}

    /** 201 with the entry, or 409 with the newest entry, which came first. */
    static Response of(Appended appended) {
        return switch (appended) {
            case Appended.Won won ->
                Response.status(Response.Status.CREATED).entity(won.entry()).build();
            case Appended.Lost lost ->
                Response.status(Response.Status.CONFLICT).entity(lost.newest()).build();
        };
    }

    static Response created(LedgerEntry first) {
        return Response.created(URI.create("/v1/domains/" + first.state().domain()))
                .entity(first.state())
                .build();
    }

    /** 201 for what is new, 200 for what was there. */
    static Response kept(boolean fresh) {
        return Response.status(fresh ? Response.Status.CREATED : Response.Status.OK)
                .build();
    }

    static <T> T found(Optional<T> value, Supplier<String> otherwise) {
        return value.orElseThrow(() -> new Unknown(otherwise.get()));
    }

    /** An instant as ISO 8601 writes it, with its offset; seconds may be left out. */
    static Instant instant(String field, @Nullable String text) {
        unless(text != null, field, "is missing: send an instant, as 2026-11-01T10:00Z");
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new InvalidValue(field, field + ": must be an instant, as 2026-11-01T10:00Z");
        }
    }

    static Response problem(int status, String title, @Nullable String detail, @Nullable String field) {
        Problem problem = new Problem(title, status, detail == null ? title : detail, field);
        return Response.status(status)
                .type(Problem.MEDIA_TYPE)
                .entity(Json.bytes(problem))
                .build();
    }

    static Response later(String title, @Nullable String detail) {
        return Response.fromResponse(problem(503, title, detail, null))
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build();
    }

    static Response json(byte[] bytes) {
        return Response.ok(bytes, MediaType.APPLICATION_JSON_TYPE).build();
    }
}
