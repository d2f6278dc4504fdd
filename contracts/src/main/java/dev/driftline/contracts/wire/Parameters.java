package dev.driftline.contracts.wire;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The parameters of an URL. */
public final class Parameters {
    private static final int SHOWN_CHARACTERS = 64;

    private Parameters() {}

    /**
     * As {@link #refuseOthers(Map, Collection)}, where a method's parameters say by an annotation which of them they read.
     *
     * @param name of the parameter that an annotation names
     */
    public static <A extends Annotation> void refuseOthers(
            Map<String, List<String>> given, Method reader, Class<A> annotation, Function<A, String> name) {
        refuseOthers(given, readBy(reader, annotation, name));
    }

    /** Those that a method's parameters read, as an annotation of them says. */
    public static <A extends Annotation> List<String> readBy(
            Method reader, Class<A> annotation, Function<A, String> name) {
        return Arrays.stream(reader.getParameters())
                .map(parameter -> parameter.getAnnotation(annotation))
                .filter(Objects::nonNull)
                .map(name)
                .toList();
    }

    /**
     * Refuses a parameter that nobody reads, since it was meant to change the answer and would not, and one that is given twice.
     *
     * @param given values by name
     * @throws InvalidValue naming the first such
     */
    public static void refuseOthers(Map<String, List<String>> given, Collection<String> known) {
        given.forEach((name, values) -> {
            String shown = name.substring(0, Math.min(name.length(), SHOWN_CHARACTERS));
            unless(known.contains(name), shown, "is no parameter here: there " + list(known));
            unless(values.size() == 1, shown, "must be given once");
        });
    }

    private static String list(Collection<String> known) {
        return switch (known.size()) {
            case 0 -> "is none";
            case 1 -> "is only " + known.iterator().next();
            default -> "are " + String.join(", ", known);
        };
    }
}
