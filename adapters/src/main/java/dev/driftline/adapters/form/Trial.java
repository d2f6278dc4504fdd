package dev.driftline.adapters.form;

/**
 * A form as this machine runs it.
 *
 * @param texts in a call
 * @param tokens of each
 * @param threads of a call
 * @param millis of a call, the least of a few
 * @param cosine mean over built-in sentences between its states and those of the form that trains
 */
public record Trial(Form form, int texts, int tokens, int threads, double millis, double cosine) {
    static final double LEAST_COSINE = 0.99;

    boolean faithful() {
        return cosine >= LEAST_COSINE;
    }
}
