package dev.driftline.serving.answer;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.serving.intake.Bodies;
import dev.driftline.serving.intake.Bodies.Read;
import dev.driftline.serving.predict.Ask;
import dev.driftline.serving.predict.Directory;
import dev.driftline.serving.predict.Predictor;
import dev.driftline.serving.predict.Reply;
import dev.driftline.serving.predict.Terms;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Reads a question, within bounds, and hands it on. Many threads. */
final class Desk {
    private final Predictor predictor;
    private final Bodies bodies;
    private final Directory directory;

    Desk(Predictor predictor, Directory directory, Bodies bodies) {
        this.predictor = predictor;
        this.directory = directory;
        this.bodies = bodies;
    }

    /**
     * @param bodyBytes as announced; null: not announced
     * @param gone whether nobody waits for the answer any more
     */
    Reply ask(String domain, Wishes wishes, @Nullable Long bodyBytes, InputStream body, BooleanSupplier gone) {
        DomainName name;
        try {
            name = new DomainName(domain);
        } catch (InvalidValue e) {
            return predictor.refused(new Reply.NoName(String.valueOf(e.getMessage())));
        }
        try {
            if (bodyBytes != null && bodyBytes > Bodies.MAX_BYTES) {
                return predictor.refused(new Reply.TooLarge());
            }
            Terms terms = wishes.terms((field, offset) -> directory.offset(name, field, offset));
            Optional<Reply> refusal = terms.isPlain() ? predictor.refusal(name) : Optional.empty();
            return refusal.isPresent() ? predictor.refused(refusal.get()) : read(name, terms, body, gone);
        } catch (InvalidValue e) {
            return predictor.refused(new Reply.Invalid(e.field(), String.valueOf(e.getMessage())));
        } catch (IOException e) {
            return predictor.refused(new Reply.Invalid("body", "body: ended early: " + e.getMessage()));
        }
    }

    private Reply read(DomainName domain, Terms terms, InputStream body, BooleanSupplier gone) throws IOException {
        return switch (bodies.read(body)) {
            case Read.TooLarge _ -> predictor.refused(new Reply.TooLarge());
            case Read.NoRoom _ ->
                predictor.refused(new Reply.Busy("large questions fill the memory there is for them"));
            case Read.Whole whole -> {
                try (whole) {
                    yield predictor.ask(new Ask(domain, QuestionReader.read(whole.bytes()), terms, gone));
                }
            }
        };
    }
}
