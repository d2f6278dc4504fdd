package dev.driftline.serving.feedback;

import dev.driftline.contracts.wire.Problem;
import dev.driftline.serving.feedback.Ingest.Sent;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** An outcome in HTTP's words. */
final class FeedbackReplies {
    private static final int UNPROCESSABLE = 422;
    private static final int RETRY_SECONDS = 1;

    private FeedbackReplies() {}

    static Response of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Passed(Sent.Answered answer) ->
                Response.status(answer.status())
                        .header(HttpHeaders.CONTENT_TYPE, answer.mediaType())
                        .header(HttpHeaders.RETRY_AFTER, answer.retryAfter())
                        .entity(answer.body())
                        .build();
            case Outcome.Invalid(String field, String why) ->
                problem(400, "The feedback is not valid", why, field).build();
            case Outcome.Unfit(String field, String why) ->
                problem(UNPROCESSABLE, "The feedback does not fit the domain", why, field)
                        .build();
            case Outcome.TooLarge() ->
                problem(413, "The body is too large", "at most " + Feedback.MAX_BYTES + " bytes", null)
                        .build();
            case Outcome.Forgotten(String why) ->
                problem(409, "The text is not known", why, null).build();
            case Outcome.Busy(String why) -> later(429, "Busy", why);
            case Outcome.Later(String why) -> later(503, "Not now", why);
        };
    }

    /** A name that no domain can have is one that none has. */
    static Response noDomain(String why) {
        return problem(404, "Unknown domain", why, "domain").build();
    }

    private static Response later(int status, String title, String why) {
        return problem(status, title, why, null)
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .build();
    }

    private static Response.ResponseBuilder problem(int status, String title, String detail, @Nullable String field) {
        return Response.status(status).type(Problem.MEDIA_TYPE).entity(new Problem(title, status, detail, field));
    }
}
