package dev.driftline.cli.demo;

import dev.driftline.contracts.example.NormalText;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A text as words: normalised, letters and digits, apostrophes inside a word kept. */
final class Words {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:['’][\\p{L}\\p{N}]+)*");

    private Words() {}

    static List<String> of(String text) {
        return WORD.matcher(NormalText.of(text))
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
