package dev.driftline.adapters.base;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftline.adapters.safetensors.MappedTensors;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory as transformers' {@code save_pretrained} writes it: config.json, model.safetensors, and tokenizer.json or BERT's
 * vocab.txt. Its weights can be read until it is closed.
 */
final class Checkpoint implements AutoCloseable {
    private static final String WEIGHTS = "model.safetensors";
    private static final String TOKENIZER = "tokenizer.json";
    private static final String VOCABULARY = "vocab.txt";
    private static final long MOST_TEXT_BYTES = 64L * 1024 * 1024;

    private final MappedTensors file;
    private final Weights weights;
    private final byte[] tokenizer;

    private Checkpoint(CheckpointConfig config, byte[] tokenizer, MappedTensors file) {
        this.tokenizer = tokenizer;
        this.file = file;
        this.weights = BertWeights.find(config, new CheckpointWeights(config.family(), file));
    }

    /** Throws {@link InvalidValue} that names the file and what is wrong in it. */
    static Checkpoint open(Path directory) {
        unless(
                Files.isDirectory(directory),
                "base",
                directory + " is no directory; name minilm, bge-small, bert-base or a directory with config.json");
        CheckpointConfig config = CheckpointConfig.read(directory.resolve("config.json"));
        byte[] tokenizer = tokenizer(directory, config);
        if (!Files.isRegularFile(directory.resolve(WEIGHTS))) {
            throw new InvalidValue(
                    WEIGHTS,
                    directory.resolve(WEIGHTS)
                            + ": is not there; save the model in one file with transformers' save_pretrained");
        }
        MappedTensors file = MappedTensors.open(directory.resolve(WEIGHTS));
        try {
            return new Checkpoint(config, tokenizer, file);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static byte[] tokenizer(Path directory, CheckpointConfig config) {
        Path whole = directory.resolve(TOKENIZER);
        Path vocabulary = directory.resolve(VOCABULARY);
        if (Files.exists(whole) || config.family() != CheckpointConfig.Family.BERT || !Files.exists(vocabulary)) {
            byte[] json = read(whole);
            refuseForeignWords(whole, Json.tree(whole.toString(), json), config.words());
            return json;
        }
        JsonNode json = WordPieceFile.read(vocabulary, directory.resolve("tokenizer_config.json"));
        refuseForeignWords(vocabulary, json, config.words());
        return Json.bytes(json);
    }

    /** A token that the embedding has no row for would be an error at the first text that holds it. */
    private static void refuseForeignWords(Path file, JsonNode tokenizer, int words) {
        JsonNode vocabulary = tokenizer.at("/model/vocab");
        long most = vocabulary.isArray() ? vocabulary.size() - 1L : -1;
        if (vocabulary.isObject()) {
            for (JsonNode id : vocabulary) {
                most = Math.max(most, id.asLong());
            }
        }
        for (JsonNode added : tokenizer.path("added_tokens")) {
            most = Math.max(most, added.path("id").asLong());
        }
        if (most < 0 || most >= words) {
            throw new InvalidValue(
                    "vocab_size",
                    file + ": its largest token id is " + most + ", but vocab_size in config.json is " + words
                            + "; take tokenizer and model from the same place");
        }
    }

    /** The whole of a file of at most 64 MiB. */
    static byte[] read(Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            if (!Files.isRegularFile(file)) {
                throw new InvalidValue(
                        name, file + ": is not there; save it with transformers' save_pretrained beside the model");
            }
            if (Files.size(file) > MOST_TEXT_BYTES) {
                throw new InvalidValue(name, file + ": is longer than 64 MiB; this is not the file that belongs here");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        file.close();
    }
}
