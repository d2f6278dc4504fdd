package dev.driftline.serving.oip;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftline.contracts.wire.InvalidValue;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the protocol's parameters: an object of strings, numbers, true and false. */
final class Parameters {
    private static final int MOST = 64;
    private static final int LONGEST_TOLD = 64;

    private Parameters() {}

    static Map<String, Object> read(String where, JsonNode node) {
        Map<String, Object> all = new HashMap<>();
        if (node.isMissingNode()) {
            return all;
        }
        unless(node.isObject() && node.size() <= MOST, where, "must be an object of at most " + MOST + " parameters");
        node.properties().forEach(entry -> all.put(entry.getKey(), value(where, entry.getKey(), entry.getValue())));
        return all;
    }

    static boolean flag(String where, @Nullable Object value, boolean byDefault) {
        unless(value == null || value instanceof Boolean, where, "whether an output is binary must be true or false");
        return value instanceof Boolean flag ? flag : byDefault;
    }

    /** Throws when any is left that nobody knows. */
    static void none(String where, Map<String, Object> left, String known) {
        left.keySet().stream().sorted().findFirst().ifPresent(name -> {
            throw new InvalidValue(where, where + ": '" + told(name) + "' is not one of these: there is " + known);
        });
    }

    private static Object value(String where, String name, JsonNode value) {
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        unless(value.isNumber(), where + "." + told(name), "must be a string, a number, true or false");
        return value.doubleValue();
    }

    private static String told(String name) {
        return name.substring(0, Math.min(name.length(), LONGEST_TOLD));
    }
}
