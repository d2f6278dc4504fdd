package dev.driftline.adapters.base;

import dev.driftline.adapters.program.Program;
import dev.driftline.contracts.version.Running;
import dev.driftline.contracts.wire.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The frozen MiniLM-L6 with its tokenizer: one per process, shared by every learner and resident. Safe for many threads.
 *
 * <p>Texts are cut at {@value #MAX_TOKENS} tokens, in training as in answers: the length that the model's own tokenizer names.
 */
public final class Base implements AutoCloseable {
    public static final int MAX_TOKENS = 128;

    private static final String MODEL = "/all-minilm-l6-v2.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-tokenizer.json";

    private final Encoder encoder;
    private final Tokens tokens;

    private Base(Encoder encoder, Tokens tokens) {
        this.encoder = encoder;
        this.tokens = tokens;
    }

    /**
     * Reads weights and tokenizer from the class path into native memory: a second or three.
     *
     * @throws IllegalStateException when CUDA is asked for and not there
     */
    public static Base open(BaseSettings settings) {
        Program program = Program.open(settings.device(), settings.threadsUsed());
        Encoder encoder = new Encoder(program, OnnxEncoder.read(resource(MODEL)));
        return new Base(encoder, Tokens.read(resource(TOKENIZER), MAX_TOKENS));
    }

    /** SHA-256 over names, shapes and numbers of the weights: the same wherever the same model was read. */
    public Digest digest() {
        return encoder.digest();
    }

    /**
     * How an update on this base is run.
     *
     * @param alone whether no other domain shares its steps
     */
    public Running running(boolean alone) {
        Program program = encoder.program();
        return new Running(
                program.threads(), program.device(), Processor.capability(), "fp32", program.libtorch(), alone);
    }

    /** For the packages of this module. */
    public Encoder encoder() {
        return encoder;
    }

    /** Token ids of each text, for the packages of this module. */
    public List<long[]> tokens(List<String> texts) {
        return tokens.ids(texts);
    }

    private static byte[] resource(String name) {
        try (InputStream in = Base.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the base model's " + name + " is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        tokens.close();
        encoder.close();
    }
}
