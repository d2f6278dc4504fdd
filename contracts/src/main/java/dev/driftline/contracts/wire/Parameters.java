package dev.driftline.contracts.wire;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The parameters of an URL. */
public final class Parameters {
    private static final int SHOWN_CHARACTERS = 64;

    private Parameters() {}

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
