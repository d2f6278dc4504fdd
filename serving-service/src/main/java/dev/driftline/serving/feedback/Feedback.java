package dev.driftline.serving.feedback;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.prediction.AnswerName;
import dev.driftline.contracts.prediction.Capture;
import dev.driftline.contracts.prediction.PredictionId;
import dev.driftline.contracts.prediction.Question;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import org.jspecify.annotations.Nullable;

/**
 * What somebody knows of an answer.
 *
 * @param index of the text in the question; null: none was named
 * @param label the true one
 * @param brought what was asked and answered, as the sender says; null: nothing
 */
record Feedback(
        PredictionId id,
        @Nullable Integer index,
        String label,
        @Nullable Brought brought) {
    /** Enough for the longest text in the most wasteful JSON. */
    static final int MAX_BYTES = 256 * 1024;

    private static final String FORM =
            "send {\"label\": \"…\"}, and where the answer was not captured domain and text too";

    /**
     * What a sender kept.
     *
     * @param predicted the label that was answered; null: not told, and nothing is counted
     * @param version that answered; null: not told, and nothing is counted
     */
    record Brought(
            DomainName domain,
            Passage text,
            @Nullable String predicted,
            @Nullable Integer version) {
        Brought {
            unless(predicted == null || !predicted.isBlank(), "predicted", "must not be blank");
            unless(version == null || version >= 1, "version", "must be 1 or more");
        }
    }

    /** The body as it is sent. */
    private record Body(
            @Nullable String label,
            @Nullable Integer index,
            @Nullable DomainName domain,
            @Nullable String text,
            @Nullable String textPair,
            @Nullable String predicted,
            @Nullable Integer version) {}

    Feedback {
        unless(!label.isBlank(), "label", "must not be blank");
        unless(
                index == null || (index >= 0 && index < Question.MAX_TEXTS),
                "index",
                "must lie in 0.." + (Question.MAX_TEXTS - 1));
    }

    /**
     * Reads a body for {@code id} or {@code id.index}.
     *
     * @throws InvalidValue that names the field at fault
     */
    static Feedback read(String name, byte[] json) {
        AnswerName answer = AnswerName.parse(name);
        Body body = Json.read("body", json, Body.class);
        String label = body.label();
        if (label == null) {
            throw new InvalidValue("label", "label: is missing: " + FORM);
        }
        Integer named = answer.index();
        unless(
                named == null || body.index() == null || named.equals(body.index()),
                "index",
                "must be the one behind the id, or be left out");
        return new Feedback(answer.id(), named == null ? body.index() : named, label, brought(body));
    }

    private static @Nullable Brought brought(Body body) {
        DomainName domain = body.domain();
        String text = body.text();
        if (domain == null && text == null) {
            unless(
                    body.textPair() == null && body.predicted() == null && body.version() == null,
                    "text",
                    "is missing: " + FORM);
            return null;
        }
        if (domain == null || text == null) {
            String missing = domain == null ? "domain" : "text";
            throw new InvalidValue(missing, missing + ": is missing: domain and text come together");
        }
        return new Brought(domain, new Passage(text, body.textPair()), body.predicted(), body.version());
    }

    /** The text's place in its question; of an answer to one text 0. */
    int place() {
        return index == null ? 0 : index;
    }

    /** The same for feedback that is sent twice. */
    String exampleId() {
        return "feedback/" + Capture.name(id, place());
    }
}
