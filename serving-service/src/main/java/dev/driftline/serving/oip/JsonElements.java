package dev.driftline.serving.oip;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftline.serving.tensors.Input;
import java.util.ArrayList;
import java.util.List;

/** Elements in the JSON itself: flat, or each in an array of its own as the shape [n, 1] nests them. */
record JsonElements(JsonNode data) implements Input.Elements {
    @Override
    public List<String> read(String field, int count) {
        unless(data.isArray(), field, "data must be an array of strings");
        unless(data.size() == count, field, "has " + data.size() + " elements; the shape says that there are " + count);
        List<String> texts = new ArrayList<>(count);
        for (JsonNode element : data) {
            JsonNode text = element.isArray() && element.size() == 1 ? element.get(0) : element;
            unless(text.isTextual(), field + "[" + texts.size() + "]", "must be a string");
            texts.add(text.textValue());
        }
        return texts;
    }
}
