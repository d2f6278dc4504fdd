package dev.driftline.serving.tensors;

import dev.driftline.serving.intake.Bodies;
import dev.driftline.serving.predict.Reply;
import dev.driftline.serving.tensors.Outcome.Kind;
import dev.driftline.serving.tensors.Outcome.Refused;

/** Why there is no answer, in the protocol's words. */
public final class Refusals {
    private Refusals() {}

    public static Refused of(Reply reply) {
        return switch (reply) {
            case Reply.Answered _, Reply.Told _ -> throw new IllegalArgumentException("is no refusal: " + reply);
            case Reply.Invalid invalid -> new Refused(Kind.INVALID, invalid.why());
            case Reply.TooLarge() ->
                new Refused(
                        Kind.TOO_LARGE,
                        "body: must be at most " + Bodies.MAX_BYTES + " bytes: send fewer texts at once");
            case Reply.Unknown(var domain) ->
                new Refused(Kind.UNKNOWN, "model: '" + domain + "' does not exist: create the domain first");
            case Reply.NoName(var why) -> new Refused(Kind.UNKNOWN, why);
            case Reply.NoVersion(var domain) ->
                new Refused(
                        Kind.NO_VERSION,
                        "model: '" + domain + "' has no live version: send its domain examples; its first version"
                                + " answers as soon as its gate promotes it");
            case Reply.Stale(var domain, long atLeast, var available, boolean mayPass) ->
                new Refused(
                        Kind.STALE,
                        "min_offset: " + domain + "@" + available.version() + " has learned the offsets below "
                                + available.learnedUpTo() + ", not yet " + atLeast
                                + (mayPass
                                        ? ": ask again, or wait longer, unless a hold or the gate keeps newer versions back"
                                        : ", and never learns more: ask without a version and as_of, or without min_offset"));
            case Reply.NoSuchVersion(var domain, var why) ->
                new Refused(Kind.UNKNOWN, "version: of '" + domain + "': " + why);
            case Reply.VersionGone(var domain, var why) ->
                new Refused(Kind.UNKNOWN, "version: of '" + domain + "' is gone: " + why);
            case Reply.NotLiveThen(var domain, var then, var firstAt) ->
                new Refused(
                        Kind.NO_VERSION,
                        "as_of: '" + domain + "' had no live version at " + then
                                + (firstAt == null ? "" : ": its first went live at " + firstAt));
            case Reply.NotLoaded(var domain, var why) ->
                new Refused(Kind.NOT_LOADED, "model: '" + domain + "' does not answer here now: " + why);
            case Reply.Busy(var why) -> new Refused(Kind.BUSY, why + ": ask again later");
            case Reply.Late(var patience) ->
                new Refused(
                        Kind.LATE,
                        "no answer within " + patience.toMillis()
                                + " ms: ask again later, or with a longer patience_ms");
        };
    }
}
