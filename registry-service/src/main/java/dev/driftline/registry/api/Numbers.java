package dev.driftline.registry.api;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import java.util.regex.Pattern;

/** Numbers as an URL brings them; whether they lie in their bounds is for others to say. */
final class Numbers {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern VERSION = Pattern.compile("[0-9]{1,9}");

    private Numbers() {}

    static long number(String parameter, String text) {
        unless(NUMBER.matcher(text).matches(), parameter, "must be a whole number");
        return Long.parseLong(text);
    }

    /** As {@link #number}; what no int holds is the nearest that one does, which every bound refuses too. */
    static int count(String parameter, String text) {
        return Math.clamp(number(parameter, text), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    static int version(String text) {
        unless(VERSION.matcher(text).matches(), "version", "must be a version's number, as 7");
        return Integer.parseInt(text);
    }
}
