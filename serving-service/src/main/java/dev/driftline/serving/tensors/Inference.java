package dev.driftline.serving.tensors;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.serving.intake.ClientWords;
import dev.driftline.serving.predict.Ask;
import dev.driftline.serving.predict.Directory;
import dev.driftline.serving.predict.Predictor;
import dev.driftline.serving.predict.Reply;
import dev.driftline.serving.predict.Terms;
import dev.driftline.serving.predict.Which;
import dev.driftline.serving.tensors.Outcome.Refused;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Answers requests for inference. Many threads; a caller waits on its own. */
public final class Inference {
    private static final List<String> OUTPUTS = List.of(Model.LABEL, Model.SCORES);
    private final Predictor predictor;
    private final Directory directory;

    public Inference(Predictor predictor, Directory directory) {
        this.predictor = predictor;
        this.directory = directory;
    }

    /**
     * Waits for the answer within the terms.
     *
     * @param longest how long whoever asks will wait
     * @param gone whether nobody waits any more
     */
    public Outcome infer(InferCall call, Duration longest, BooleanSupplier gone) {
        DomainName domain;
        Which which;
        try {
            domain = Names.domain(call.model());
            which = Names.version(call.version());
        } catch (InvalidValue e) {
            return refused(new Reply.NoName(String.valueOf(e.getMessage())));
        }
        try {
            Terms terms = Conditions.read(
                    which, call.parameters(), longest, (field, text) -> directory.offset(domain, field, text));
            Optional<Reply> refusal = terms.isPlain() ? predictor.refusal(domain) : Optional.empty();
            if (refusal.isPresent()) {
                return refused(refusal.get());
            }
            List<String> outputs = outputs(call.outputs());
            return outcome(predictor.ask(new Ask(domain, Texts.read(call.inputs()), terms, gone)), outputs);
        } catch (InvalidValue e) {
            return refused(new Reply.Invalid(e.field(), String.valueOf(e.getMessage())));
        }
    }

    /** Words what a door refused by itself, and counts it. */
    public Refused refused(Reply why) {
        return Refusals.of(predictor.refused(why));
    }

    private static Outcome outcome(Reply reply, List<String> outputs) {
        return reply instanceof Reply.Answered answered
                ? new Outcome.Answered(new Answer(
                        answered.prediction(),
                        answered.labels(),
                        outputs,
                        answered.effort().form()))
                : Refusals.of(reply);
    }

    private static List<String> outputs(List<String> wanted) {
        Set<String> seen = new HashSet<>();
        for (String name : wanted) {
            String told = ClientWords.brief(name);
            unless(OUTPUTS.contains(name), told, "is no output: ask for label, scores or both");
            unless(seen.add(name), told, "is asked for twice: once is enough");
        }
        return wanted.isEmpty() ? OUTPUTS : wanted;
    }
}
