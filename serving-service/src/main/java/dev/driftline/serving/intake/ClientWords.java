package dev.driftline.serving.intake;

/** A client's own words where a message repeats them. */
public final class ClientWords {
    /** Characters, or elements of a list. */
    public static final int MOST = 64;

    private ClientWords() {}

    /** Their beginning. */
    public static String brief(String words) {
        return words.substring(0, Math.min(words.length(), MOST));
    }
}
