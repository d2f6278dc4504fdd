package dev.driftline.contracts.example;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One labelled record, as it lies in the topic.
 *
 * @param format the wire format's version
 * @param textPair a second text, where the label tells how it and {@code text} stand to each other
 * @param subject whom the text is about or from, if told
 * @param spec number of the domain's spec that the sender knew, if told
 */
public record Example(
        int format,
        DomainName domain,
        String id,
        String text,
        @Nullable String textPair,
        String label,
        @Nullable String subject,
        @Nullable Instant occurredAt,
        @Nullable String source,
        @Nullable Integer spec) {
    public static final int FORMAT = 1;
    public static final int MAX_ID_CHARACTERS = 128;
    static final int MAX_NOTE_CHARACTERS = 256;

    public Example {
        unless(format == FORMAT, "format", "must be " + FORMAT);
        unless(printable(id, MAX_ID_CHARACTERS), "id", "must be 1.." + MAX_ID_CHARACTERS + " printable characters");
        Passage.check(text, textPair);
        unless(!label.isBlank(), "label", "must not be blank");
        unless(Passage.isWhole(label), "label", "holds half a character (a lone surrogate): send whole ones");
        unless(
                subject == null || printable(subject, MAX_NOTE_CHARACTERS),
                "subject",
                "must be 1.." + MAX_NOTE_CHARACTERS + " printable characters");
        unless(
                source == null || printable(source, MAX_NOTE_CHARACTERS),
                "source",
                "must be 1.." + MAX_NOTE_CHARACTERS + " printable characters");
        unless(spec == null || spec >= 1, "spec", "must be 1 or more");
    }

    /** What is read of it. */
    public Passage passage() {
        return new Passage(text, textPair);
    }

    private static boolean printable(String value, int most) {
        return !value.isEmpty()
                && value.codePointCount(0, value.length()) <= most
                && value.codePoints().noneMatch(Example::unprintable);
    }

    static boolean unprintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
