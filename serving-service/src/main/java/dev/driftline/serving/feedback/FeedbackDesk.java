package dev.driftline.serving.feedback;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.DomainCheck;
import dev.driftline.contracts.example.Example;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.prediction.Capture;
import dev.driftline.contracts.prediction.PredictionId;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.serving.capture.Captures;
import dev.driftline.serving.capture.Captures.Found;
import dev.driftline.serving.feedback.Feedback.Brought;
import dev.driftline.serving.feedback.Ingest.Sent;
import dev.driftline.serving.intake.Bodies;
import dev.driftline.serving.intake.Bodies.Read;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Turns feedback into an example: of what was captured, or else of what the feedback brings. Many threads. */
final class FeedbackDesk {
    private static final String SOURCE = "feedback";

    private final Bodies bodies;
    private final Captures captures;
    private final Ingest ingest;
    private final Accuracy accuracy;
    private final ToIntFunction<DomainName> newest;
    private final Function<DomainName, List<String>> labels;
    private final InstantSource clock;

    /**
     * @param newest a domain's newest version; 0: none is known
     * @param labels all that a domain has; empty: they are not known
     */
    FeedbackDesk(
            Bodies bodies,
            ToIntFunction<DomainName> newest,
            Function<DomainName, List<String>> labels,
            Captures captures,
            Ingest ingest,
            Accuracy accuracy,
            InstantSource clock) {
        this.bodies = bodies;
        this.newest = newest;
        this.labels = labels;
        this.clock = clock;
        this.captures = captures;
        this.ingest = ingest;
        this.accuracy = accuracy;
    }

    /** @param name a prediction's id, with a dot and the text's index behind it or not */
    Outcome take(String name, InputStream body) {
        try {
            return switch (bodies.read(body, Feedback.MAX_BYTES)) {
                case Read.TooLarge _ -> new Outcome.TooLarge();
                case Read.NoRoom _ -> new Outcome.Busy("large bodies fill the memory there is for them");
                case Read.Whole whole -> {
                    try (whole) {
                        yield take(Feedback.read(name, whole.bytes()));
                    }
                }
            };
        } catch (InvalidValue e) {
            return new Outcome.Invalid(e.field(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Outcome.Invalid("body", "body: ended early: " + e.getMessage());
        }
    }

    private Outcome take(Feedback feedback) {
        if (feedback.id().isToCome(clock.instant())) {
            return new Outcome.Invalid(
                    "id",
                    "id: '" + feedback.id() + "' is of a time that is still to come: send the id of an answer, as "
                            + PredictionId.EXAMPLE);
        }
        Brought brought = feedback.brought();
        return switch (captures.find(feedback.id(), feedback.place())) {
            case Found.Here(Capture capture) -> told(feedback, capture);
            case Found.Gone(String why) ->
                brought == null
                        ? new Outcome.Forgotten(why + ": send domain and text with the label")
                        : brought(feedback, brought);
            case Found.Away(String why) ->
                brought == null
                        ? new Outcome.Later(why + ": ask again later, or send domain and text with the label")
                        : brought(feedback, brought);
        };
    }

    private Outcome told(Feedback feedback, Capture capture) {
        Brought brought = feedback.brought();
        if (feedback.index() == null && capture.texts() > 1) {
            return new Outcome.Invalid(
                    "index",
                    "index: must be told, since the question had " + capture.texts() + " texts: as "
                            + Capture.name(feedback.id(), 0));
        }
        if (brought != null && !brought.domain().equals(capture.domain())) {
            return ofAnother(brought.domain());
        }
        return send(feedback, capture.domain(), capture.text(), capture.result().label(), capture.version());
    }

    private Outcome brought(Feedback feedback, Brought brought) {
        DomainName domain = brought.domain();
        if (PredictionId.partition(domain) != feedback.id().partition()) {
            return ofAnother(domain);
        }
        String predicted = brought.predicted();
        List<String> known = labels.apply(domain);
        if (predicted != null && !known.isEmpty() && !known.contains(predicted)) {
            return new Outcome.Unfit("predicted", "predicted: " + DomainCheck.noLabel(predicted, domain, known));
        }
        return send(feedback, domain, brought.text(), predicted, counted(brought));
    }

    /** The version to be counted, as the sender says; one that the domain does not have would push out one that it has. */
    private @Nullable Integer counted(Brought brought) {
        Integer told = brought.version();
        return told != null && told <= newest.applyAsInt(brought.domain()) ? told : null;
    }

    private static Outcome ofAnother(DomainName domain) {
        return new Outcome.Invalid("domain", "domain: '" + domain + "' did not give this prediction");
    }

    private Outcome send(
            Feedback feedback, DomainName domain, Passage text, @Nullable String predicted, @Nullable Integer version) {
        Example example = new Example(
                Example.FORMAT,
                domain,
                feedback.exampleId(),
                text.text(),
                text.textPair(),
                feedback.label(),
                null,
                feedback.id().at(),
                SOURCE,
                null);
        return switch (ingest.send(example)) {
            case Sent.Away(String why) -> new Outcome.Later(why);
            case Sent.Answered answer -> {
                if (answer.isAccepted() && predicted != null && version != null) {
                    accuracy.told(feedback.exampleId(), domain, version, predicted.equals(feedback.label()));
                }
                yield new Outcome.Passed(answer);
            }
        };
    }
}
