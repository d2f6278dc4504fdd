package dev.driftline.benchmarks.plan;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.wire.InvalidValue;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of {@code of} shares of the runs, each for a process of its own.
 *
 * @param number from 1
 */
public record Shard(int number, int of) {
    public static final Shard WHOLE = new Shard(1, 1);
    private static final Pattern FORM = Pattern.compile("(\\d{1,4})/(\\d{1,4})");

    public Shard {
        unless(of >= 1 && number >= 1 && number <= of, "--shard", "must be I/N with I in 1..N, as 3/16");
    }

    public static Shard parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            throw new InvalidValue("--shard", "--shard: must be I/N with I in 1..N, as 3/16");
        }
        return new Shard(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
    }

    /** This share of things that are given out like cards, there and back, so that equal neighbours come to all. */
    <T> List<T> of(List<T> dearestFirst) {
        List<T> own = new ArrayList<>();
        for (int i = 0; i < dearestFirst.size(); i++) {
            int round = i / of;
            int seat = round % 2 == 0 ? i % of : of - 1 - i % of;
            if (seat == number - 1) {
                own.add(dearestFirst.get(i));
            }
        }
        return own;
    }

    /** Where its lines go. */
    public String file() {
        return of == 1 ? "results.jsonl" : "results-" + number + "-of-" + of + ".jsonl";
    }
}
