package dev.driftline.contracts.example;

/** A client's own words inside a message: short, and without characters that could play tricks in a terminal. */
final class Quote {
    private static final int MOST = 64;

    private Quote() {}

    static String of(String words) {
        return "'" + bare(words) + "'";
    }

    static String bare(String words) {
        StringBuilder safe = new StringBuilder();
        words.codePoints().limit(MOST).forEach(point -> safe.appendCodePoint(Example.unprintable(point) ? '?' : point));
        return words.codePointCount(0, words.length()) > MOST ? safe.append('…').toString() : safe.toString();
    }
}
