package dev.driftline.serving.tensors;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.prediction.Question;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.serving.intake.ClientWords;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the texts out of a request's input tensors. */
final class Texts {
    private static final String FORM = "the inputs are text and, for pairs, text_pair: BYTES of shape [n] or [n, 1]";

    private Texts() {}

    static Question read(List<Input> inputs) {
        Input text = null;
        Input pair = null;
        for (Input input : inputs) {
            if (input.name().equals(Model.TEXT) && text == null) {
                text = input;
            } else if (input.name().equals(Model.TEXT_PAIR) && pair == null) {
                pair = input;
            } else {
                String name = ClientWords.brief(input.name());
                throw new InvalidValue(name, name + ": is no input, or stands twice: " + FORM);
            }
        }
        if (text == null) {
            throw new InvalidValue(Model.TEXT, "text: is missing: " + FORM);
        }
        int count = count(text);
        if (pair != null) {
            count(pair);
            unless(
                    pair.shape().equals(text.shape()),
                    Model.TEXT_PAIR,
                    "has the shape " + told(pair.shape()) + " and text " + told(text.shape())
                            + ": they must have the same");
        }
        List<String> firsts = text.elements().read(Model.TEXT, count);
        List<String> seconds = pair == null ? null : pair.elements().read(Model.TEXT_PAIR, count);
        List<Passage> passages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            passages.add(passage(i, firsts.get(i), seconds == null ? null : seconds.get(i)));
        }
        return new Question(passages);
    }

    /** n of the shape [n] or [n, 1]. */
    private static int count(Input input) {
        unless(
                input.datatype().equals(Model.BYTES),
                input.name(),
                "has the datatype '" + ClientWords.brief(input.datatype()) + "': " + FORM);
        List<Long> shape = input.shape();
        unless(
                shape.size() == 1 || (shape.size() == 2 && shape.get(1) == 1),
                input.name(),
                "has the shape " + told(shape) + ": " + FORM);
        long count = shape.getFirst();
        unless(
                count >= 1 && count <= Question.MAX_TEXTS,
                input.name(),
                "has the shape " + told(shape) + ": n must be 1.." + Question.MAX_TEXTS + " texts");
        return (int) count;
    }

    private static Passage passage(int index, String text, @Nullable String pair) {
        try {
            return new Passage(text, pair);
        } catch (InvalidValue e) {
            String name = (e.field().equals("text") ? Model.TEXT : Model.TEXT_PAIR) + "[" + index + "]";
            throw new InvalidValue(
                    name,
                    name + String.valueOf(e.getMessage()).substring(e.field().length()));
        }
    }

    private static String told(List<Long> shape) {
        return ClientWords.brief(
                shape.subList(0, Math.min(shape.size(), ClientWords.MOST)).toString());
    }
}
