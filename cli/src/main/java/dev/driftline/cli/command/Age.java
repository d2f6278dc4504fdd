package dev.driftline.cli.command;

import dev.driftline.contracts.wire.InvalidValue;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A length of time as people write it. */
final class Age {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m)");

    private Age() {}

    /** Reads {@code 2s}, {@code 500ms} or {@code 1m}; null for {@code off}. */
    static @Nullable Duration parse(String text) {
        if (text.toLowerCase(Locale.ROOT).equals("off")) {
            return null;
        }
        Matcher matcher = FORM.matcher(text);
        InvalidValue.unless(matcher.matches(), "age", "'" + text + "' is not a time: write 2s, 500ms, 1m or off");
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }
}
