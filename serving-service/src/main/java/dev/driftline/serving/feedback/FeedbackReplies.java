package dev.driftline.serving.feedback;

import dev.driftline.serving.answer.Replies;
import dev.driftline.serving.feedback.Ingest.Sent;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** An outcome in HTTP's words. */
final class FeedbackReplies {
    private static final int UNPROCESSABLE = 422;

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
                Replies.problem(400, "The feedback is not valid", why, field).build();
            case Outcome.Unfit(String field, String why) ->
                Replies.problem(UNPROCESSABLE, "The feedback does not fit the domain", why, field)
                        .build();
            case Outcome.TooLarge() ->
                Replies.problem(413, "The body is too large", "at most " + Feedback.MAX_BYTES + " bytes", null)
                        .build();
            case Outcome.Forgotten(String why) ->
                Replies.problem(409, "The text is not known", why, null).build();
            case Outcome.Busy(String why) -> Replies.later(429, "Busy", why);
            case Outcome.Later(String why) -> Replies.later(503, "Not now", why);
        };
    }
}
