package dev.driftline.serving.answer;

import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.Problem;
import dev.driftline.serving.intake.Bodies;
import dev.driftline.serving.predict.Reply;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A reply in HTTP's words. */
public final class Replies {
    private static final int PRECONDITION_FAILED = 412;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final int TOO_LATE = 504;
    private static final int RETRY_SECONDS = 1;
    private static final String DOMAIN = "domain";
    private static final String UNKNOWN_DOMAIN = "Unknown domain";
    private static final long NANOS_A_MICRO = 1_000;
    private static final long MICROS_A_MILLI = 1_000;

    private Replies() {}

    public static Response of(Reply reply) {
        return switch (reply) {
            case Reply.Answered answered -> ok(answered.prediction(), answered.effort());
            case Reply.Told(var status) -> ok(status);
            case Reply.Invalid(var field, var why) ->
                problem(400, "The request is not valid", why, field).build();
            case Reply.TooLarge() ->
                problem(413, "The body is too large", "at most " + Bodies.MAX_BYTES + " bytes: send fewer texts", null)
                        .build();
            case Reply.Unknown(var domain) ->
                problem(404, UNKNOWN_DOMAIN, "domain: '" + domain + "' does not exist: create it first", DOMAIN)
                        .build();
            case Reply.NoName(var why) ->
                problem(404, UNKNOWN_DOMAIN, why, DOMAIN).build();
            case Reply.NoVersion(var domain) ->
                problem(
                                409,
                                "No version yet",
                                domain + " has no live version: send it examples; its first version answers as soon as"
                                        + " its gate promotes it",
                                null)
                        .build();
            case Reply.Stale stale -> stale(stale);
            case Reply.NoSuchVersion(var domain, var why) ->
                problem(404, "Unknown version", domain + ": " + why, "version").build();
            case Reply.VersionGone(var domain, var why) ->
                problem(410, "Gone", domain + ": " + why, "version").build();
            case Reply.NotLiveThen(var domain, var then, var firstAt) ->
                problem(
                                409,
                                "No version then",
                                domain + " had no live version at " + then + ": "
                                        + (firstAt == null ? "it has none yet" : "its first went live at " + firstAt),
                                "asOf")
                        .build();
            case Reply.NotLoaded(var domain, var why) ->
                later(UNAVAILABLE, "Not loaded", domain + " does not answer here now: " + why);
            case Reply.Busy(var why) -> later(TOO_MANY, "Busy", why + ": ask again later");
            case Reply.Late(var patience) ->
                later(
                        TOO_LATE,
                        "Too late",
                        "no answer within " + patience.toMillis()
                                + " ms: ask again later, or with a longer Driftline-Wait");
        };
    }

    private static Response stale(Reply.Stale stale) {
        VersionRef there = stale.available();
        boolean otherLog = there.learnedUpTo() > stale.atLeast();
        String detail = stale.domain() + "@" + there.version() + ", which is here, has not learned offset "
                + stale.atLeast() + "; it has learned those below " + there.learnedUpTo()
                + (otherLog ? " of an earlier log" : "")
                + (stale.mayPass()
                        ? ": ask again, or wait longer; what a hold or the gate keeps back is asked for by alias=candidate"
                        : ", and never learns more: ask without version, asOf and alias, or without Driftline-Min-Offset");
        Problem.Available available = new Problem.Available(there.version(), there.adapter(), there.learnedUpTo());
        return Response.status(PRECONDITION_FAILED)
                .type(Problem.MEDIA_TYPE)
                .entity(new Problem("Not fresh enough", PRECONDITION_FAILED, detail, null, available))
                .build();
    }

    /** Whether the same question may be answered a little later. */
    public static boolean isPassing(Reply reply) {
        int status = of(reply).getStatus();
        return status == TOO_MANY || status == UNAVAILABLE || status == TOO_LATE;
    }

    /** The body of a reply that is no answer. */
    public static Problem problem(Reply reply) {
        return (Problem) of(reply).getEntity();
    }

    public static Response.ResponseBuilder problem(int status, String title, String detail, @Nullable String field) {
        return Response.status(status).type(Problem.MEDIA_TYPE).entity(new Problem(title, status, detail, field));
    }

    /** What may go well when it is asked again. */
    public static Response later(int status, String title, String detail) {
        return problem(status, title, detail, null)
                .header("Retry-After", RETRY_SECONDS)
                .build();
    }

    /** With the time that it waited for the engine and was computed by it, and in which form, as browsers know to read it. */
    private static Response ok(Prediction prediction, Reply.Effort effort) {
        String timing = "queue;dur=" + millis(effort.waited()) + ", engine;desc=" + effort.form() + ";dur="
                + millis(effort.computed());
        return Response.ok(prediction, MediaType.APPLICATION_JSON_TYPE)
                .header("Server-Timing", timing)
                .build();
    }

    /** To the microsecond, always with three digits; without a formatter, since every answer has it. */
    private static String millis(Duration time) {
        long micros = time.toNanos() / NANOS_A_MICRO;
        String padded = String.valueOf(micros % MICROS_A_MILLI + MICROS_A_MILLI);
        return micros / MICROS_A_MILLI + "." + padded.substring(1);
    }

    private static Response ok(Object body) {
        return Response.ok(body, MediaType.APPLICATION_JSON_TYPE).build();
    }
}
