package dev.driftline.adapters.base;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import java.util.Set;

/**
 * Which base, and where it runs.
 *
 * @param base {@value #MINILM}, {@value #BGE_SMALL}, {@value #BERT_BASE}, or the path of a directory as transformers saves BERT and RoBERTa models
 * @param device auto, cpu or cuda
 * @param threads that one call may use; 0 means one for each core
 */
public record BaseSettings(String base, String device, int threads) {
    public static final String MINILM = "minilm";
    public static final String BGE_SMALL = "bge-small";
    public static final String BERT_BASE = "bert-base";

    private static final Set<String> DEVICES = Set.of("auto", "cpu", "cuda");

    public BaseSettings {
        unless(!base.isBlank(), "base", "must be " + MINILM + ", " + BGE_SMALL + ", " + BERT_BASE + " or a directory");
        unless(DEVICES.contains(device), "device", "must be auto, cpu or cuda");
        unless(threads >= 0, "threads", "must be 0 or more");
    }

    /** On MiniLM. */
    public BaseSettings(String device, int threads) {
        this(MINILM, device, threads);
    }

    /** At least 1. */
    public int threadsUsed() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }
}
