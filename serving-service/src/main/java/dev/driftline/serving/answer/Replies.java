package dev.driftline.serving.answer;

import dev.driftline.contracts.wire.Problem;
import dev.driftline.serving.intake.Bodies;
import dev.driftline.serving.predict.Reply;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** A reply in HTTP's words. */
final class Replies {
    private static final int TOO_MANY = 429;
    private static final int RETRY_SECONDS = 1;

    private Replies() {}

    static Response of(Reply reply) {
        return switch (reply) {
            case Reply.Answered answered -> ok(answered.prediction());
            case Reply.Told(var status) -> ok(status);
            case Reply.Invalid(var field, var why) ->
                problem(400, "The question is not valid", why, field).build();
            case Reply.TooLarge() ->
                problem(413, "The body is too large", "at most " + Bodies.MAX_BYTES + " bytes: send fewer texts", null)
                        .build();
            case Reply.Unknown(var domain) ->
                problem(404, "Unknown domain", "domain: '" + domain + "' does not exist: create it first", "domain")
                        .build();
            case Reply.NoVersion(var domain) ->
                problem(
                                409,
                                "No version yet",
                                domain + " has no live version: send it examples; its first version answers as soon as"
                                        + " its gate promotes it",
                                null)
                        .build();
            case Reply.NotLoaded(var domain, var why) ->
                later(503, "Not loaded", domain + " does not answer here now: " + why);
            case Reply.Busy(var why) -> later(TOO_MANY, "Busy", why + ": ask again later");
            case Reply.Late(var patience) -> later(504, "Too late", "no answer within " + patience.toMillis() + " ms");
        };
    }

    static Response.ResponseBuilder problem(int status, String title, String detail, @Nullable String field) {
        return Response.status(status).type(Problem.MEDIA_TYPE).entity(new Problem(title, status, detail, field));
    }

    private static Response later(int status, String title, String detail) {
        return problem(status, title, detail, null)
                .header("Retry-After", RETRY_SECONDS)
                .build();
    }

    private static Response ok(Object body) {
        return Response.ok(body, MediaType.APPLICATION_JSON_TYPE).build();
    }
}
