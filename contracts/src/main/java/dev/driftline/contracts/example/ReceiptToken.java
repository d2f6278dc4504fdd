package dev.driftline.contracts.example;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where an accepted record lies, in the one word that a client hands on to ask for weights that have learned it: {@code examples/8@200}. */
public record ReceiptToken(String topic, int partition, long offset) {
    private static final String TOPIC = "[a-zA-Z0-9._-]{1,249}";
    private static final Pattern NAME = Pattern.compile(TOPIC);
    private static final Pattern FORM =
            Pattern.compile("(?<topic>" + TOPIC + ")/(?<partition>[0-9]{1,9})@(?<offset>[0-9]{1,18})");
    private static final int MAX_PARTITION = 999_999_999;
    private static final long MAX_OFFSET = 999_999_999_999_999_999L;

    public ReceiptToken {
        unless(NAME.matcher(topic).matches(), "topic", "must be a topic's name in Kafka");
        unless(partition >= 0 && partition <= MAX_PARTITION, "partition", "must be 0.." + MAX_PARTITION);
        unless(offset >= 0 && offset <= MAX_OFFSET, "offset", "must be 0.." + MAX_OFFSET);
    }

    /** Reads {@link #toString()}'s form; empty: it is of another, and whoever asks knows which field is at fault. */
    public static Optional<ReceiptToken> read(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new ReceiptToken(
                        form.group("topic"),
                        Integer.parseInt(form.group("partition")),
                        Long.parseLong(form.group("offset"))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return topic + "/" + partition + "@" + offset;
    }
}
