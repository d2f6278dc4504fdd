package dev.driftline.serving.oip;

import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.serving.intake.Bodies;
import dev.driftline.serving.intake.Bodies.Read;
import dev.driftline.serving.predict.Reply;
import dev.driftline.serving.predict.Terms;
import dev.driftline.serving.tensors.Inference;
import dev.driftline.serving.tensors.Models;
import dev.driftline.serving.tensors.Outcome;
import dev.driftline.serving.tensors.Outcome.Refused;
import dev.driftline.serving.tensors.Refusals;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads requests, within bounds, and hands them on. Many threads. */
final class OipDesk {
    private final Inference inference;
    private final Models models;
    private final Bodies bodies;

    OipDesk(Inference inference, Models models, Bodies bodies) {
        this.inference = inference;
        this.models = models;
        this.bodies = bodies;
    }

    /**
     * @param jsonLength how much of the body is JSON, as the client says; null: all of it
     * @param gone whether nobody waits for the answer any more
     */
    Response infer(
            String model,
            String version,
            String encoding,
            @Nullable String jsonLength,
            InputStream body,
            BooleanSupplier gone) {
        return read(
                encoding,
                body,
                bytes -> answer(RequestReader.read(model, version, bytes, jsonLength), gone),
                inference::refused);
    }

    /** The body may be empty or {@code {"ready": true}}. */
    Response index(InputStream body) {
        return read(
                "identity",
                body,
                bytes -> Words.ok(models.list(RequestReader.readyOnly(bytes)).stream()
                        .map(IndexEntry::of)
                        .toList()),
                Refusals::of);
    }

    private Response answer(RequestReader.Request request, BooleanSupplier gone) {
        return switch (inference.infer(request.call(), Terms.MAX_PATIENCE, gone)) {
            case Outcome.Answered(var answer) -> AnswerWriter.write(request, answer);
            case Refused refused -> Words.refused(refused);
        };
    }

    /** @param refused words a refusal */
    private Response read(
            String encoding, InputStream body, Function<byte[], Response> next, Function<Reply, Refused> refused) {
        try {
            return switch (bodies.read(body, raw -> Encodings.decoded(encoding, raw))) {
                case Read.TooLarge _ -> Words.refused(refused.apply(new Reply.TooLarge()));
                case Read.NoRoom _ ->
                    Words.refused(refused.apply(new Reply.Busy("large requests fill the memory there is for them")));
                case Read.Whole whole -> {
                    try (whole) {
                        yield next.apply(whole.bytes());
                    }
                }
            };
        } catch (InvalidValue e) {
            return Words.refused(refused.apply(new Reply.Invalid(e.field(), String.valueOf(e.getMessage()))));
        } catch (IOException e) {
            return Words.refused(refused.apply(
                    new Reply.Invalid("body", "body: ended early or is no " + encoding + ": " + e.getMessage())));
        }
    }

    /** A model as the index lists it. */
    private record IndexEntry(String name, String version, String state, String reason) {
        private static IndexEntry of(Models.Listed model) {
            return new IndexEntry(model.name(), model.version(), model.state(), model.reason());
        }
    }
}
