package dev.driftline.cli.method;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Replaces one value in a tree of settings by another of the same kind. */
final class Overlay {
    private static final String RANKS = "ranks";
    private static final String CLASS_WEIGHTS = "classWeights";

    /** Settings that are maps: what stands behind their name and a dot is a key. */
    private static final List<String> MAPS = List.of(RANKS, CLASS_WEIGHTS);

    private Overlay() {}

    private static void add(ObjectNode entries, String key, String name, String value) {
        if (name.startsWith(RANKS)) {
            entries.put(key, whole(name, value));
        } else {
            entries.put(key, number(name, value));
        }
    }

    /** @param name of a setting that is there, parts parted by dots */
    static void put(ObjectNode settings, String name, String value) {
        for (String map : MAPS) {
            if (name.startsWith(map + ".") && settings.get(map) instanceof ObjectNode entries) {
                add(entries, name.substring(map.length() + 1), name, value);
                return;
            }
        }
        ObjectNode owner = settings;
        String last = name;
        for (int dot = last.indexOf('.'); dot >= 0; dot = last.indexOf('.')) {
            owner = owner.get(last.substring(0, dot)) instanceof ObjectNode inner ? inner : owner.objectNode();
            last = last.substring(dot + 1);
        }
        JsonNode now = owner.get(last);
        if (now == null || now.isObject()) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--set " + name + ": no such setting of this method; there are "
                            + String.join(", ", names("", settings)));
        }
        if (now.isIntegralNumber()) {
            owner.put(last, whole(name, value));
        } else if (now.isNumber()) {
            owner.put(last, number(name, value));
        } else if (now.isBoolean()) {
            owner.put(last, yes(name, value));
        } else {
            owner.put(last, value);
        }
    }

    private static List<String> names(String path, ObjectNode settings) {
        List<String> names = new ArrayList<>();
        settings.properties().forEach(one -> {
            if (MAPS.contains(one.getKey())) {
                names.add(one.getKey() + "." + (one.getKey().equals(RANKS) ? "MATRIX" : "LABEL"));
            } else if (one.getValue() instanceof ObjectNode inner) {
                names.addAll(names(path + one.getKey() + ".", inner));
            } else {
                names.add(path + one.getKey());
            }
        });
        return names;
    }

    private static int whole(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw wrong(name, value, "a whole number", e);
        }
    }

    private static double number(String name, String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw wrong(name, value, "a number", e);
        }
    }

    private static boolean yes(String name, String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(name, value, "true or false", null);
        };
    }

    private static Failure wrong(String name, String value, String wanted, @Nullable Throwable cause) {
        String words = "--set " + name + "=" + value + ": must be " + wanted;
        return cause == null ? new Failure(ExitCode.USAGE, words) : new Failure(ExitCode.USAGE, words, cause);
    }
}
