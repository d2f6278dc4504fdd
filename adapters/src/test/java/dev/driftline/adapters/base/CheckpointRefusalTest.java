package dev.driftline.adapters.base;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.wire.InvalidValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a wrong directory says: the file, the field, and what would be right. */
class CheckpointRefusalTest {
    @TempDir
    private Path temporary;

    private static void refuses(Path directory, String... words) {
        assertThatThrownBy(() -> Base.open(new BaseSettings(directory.toString(), "cpu", 1)))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContainingAll(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "hidden_act": "gelu"            | "hidden_act": "gelu_new"                     | hidden_act | only models with gelu
                    "hidden_act": "gelu"            | "hidden_act": 7                              | hidden_act | only models with gelu
                    "is_decoder": false             | "is_decoder": true                           | is_decoder | plain encoders
                    "add_cross_attention": false    | "add_cross_attention": true                  | add_cross_attention | plain encoders
                    "use_cache": true               | "is_encoder_decoder": true                   | is_encoder_decoder | plain encoders
                    "use_cache": true               | "position_embedding_type": "relative_key"    | position_embedding_type | absolute
                    "model_type": "bert"            | "model_type": "distilbert"                   | model_type | bert and roberta
                    "model_type": "bert"            | "more": 1                                    | model_type | bert and roberta
                    "hidden_size": 32               | "hidden_size": 33                            | num_attention_heads | divide
                    "hidden_size": 32               | "hidden_size": 64                            | model.safetensors | embeddings.word_embeddings.weight has shape [57, 32], not [57, 64]
                    "hidden_size": 32               | "size": 32                                   | hidden_size | missing
                    "hidden_size": 32               | "hidden_size": "32"                          | hidden_size | whole number
                    "hidden_size": 32               | "hidden_size": 32.0                          | hidden_size | whole number
                    "num_hidden_layers": 2          | "num_hidden_layers": 0                       | num_hidden_layers | whole number
                    "num_hidden_layers": 2          | "num_hidden_layers": 3                       | encoder.layer.2.attention.self.query.weight | is not in the file
                    "intermediate_size": 64         | "intermediate_size": -64                     | intermediate_size | whole number
                    "intermediate_size": 64         | "intermediate_size": 99999999999             | intermediate_size | whole number
                    "intermediate_size": 64         | "intermediate_size": 32                      | intermediate.dense.weight | [64, 32], not [32, 32]
                    "layer_norm_eps": 1e-12         | "layer_norm_eps": 0                          | layer_norm_eps | (0, 0.1]
                    "layer_norm_eps": 1e-12         | "layer_norm_eps": "1e-12"                    | layer_norm_eps | (0, 0.1]
                    "max_position_embeddings": 40   | "max_position_embeddings": 41                | embeddings.position_embeddings.weight | [40, 32], not [41, 32]
                    "max_position_embeddings": 40   | "max_position_embeddings": 2                 | max_position_embeddings | two marks
                    "type_vocab_size": 2            | "type_vocab_size": 1                         | embeddings.token_type_embeddings.weight | [2, 32], not [1, 32]
                    "vocab_size": 57                | "vocab_size": 56                             | vocab_size | largest token id is 56
                    "vocab_size": 57                | "vocab_size": 57, "vocab_size": 57           | config.json | not valid JSON
                    """)
    void aConfigurationThatIsNotOfThisProgram(String piece, String other, String field, String words)
            throws IOException {
        Path directory = Fixtures.copy("bert", temporary);
        Fixtures.edit(directory.resolve("config.json"), piece, other);
        refuses(directory, directory.toString(), field, words);
    }

    @Test
    void aPaddingIndexThatLeavesNoPositions() throws IOException {
        Path directory = Fixtures.copy("roberta", temporary);
        Fixtures.edit(directory.resolve("config.json"), "\"pad_token_id\": 1", "\"pad_token_id\": 41");
        refuses(directory, "config.json", "max_position_embeddings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "model.safetensors", "tokenizer.json"})
    void aMissingFileIsNamedWithHowToMakeIt(String name) throws IOException {
        Path directory = Fixtures.copy("bert", temporary);
        Files.delete(directory.resolve(name));
        refuses(directory, directory.resolve(name).toString(), "is not there", "save_pretrained");
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "model.safetensors", "tokenizer.json"})
    void aFileOfNonsenseIsNamed(String name) throws IOException {
        Path directory = Fixtures.copy("bert", temporary);
        Files.writeString(directory.resolve(name), "nonsense, of some length");
        refuses(directory, name);
    }

    @Test
    void aTokenizerThatIsNoneOrPutsNoMarks() throws IOException {
        Path directory = Fixtures.copy("bert", temporary);
        Path file = directory.resolve("tokenizer.json");
        Fixtures.edit(file, "\"type\": \"WordPiece\",\n    \"unk_token\"", "\"type\": \"Riddle\",\n    \"unk_token\"");
        refuses(directory, "tokenizer.json", "cannot be read as a tokenizer");
        Files.writeString(file, """
                {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [], "normalizer": null,
                 "pre_tokenizer": null, "post_processor": null, "decoder": null,
                 "model": {"type": "WordLevel", "vocab": {"river": 1, "?": 0}, "unk_token": "?"}}
                """);
        refuses(directory, "tokenizer.json", "post_processor");
    }

    @Test
    void aVocabularyThatRepeatsATokenOrLacksAMark() throws IOException {
        Path directory = Fixtures.copy("bert-cased", temporary);
        Path file = directory.resolve("vocab.txt");
        Fixtures.edit(file, "stone\nengine", "stone\nstone");
        refuses(directory, "vocab.txt", "line 10 repeats a token of line 9");
        Fixtures.edit(file, "stone\nstone", "stone\nengine");
        Fixtures.edit(file, "[CLS]", "[BEGIN]");
        refuses(directory, "vocab.txt", "cls_token", "[CLS]");
        Fixtures.edit(file, "[BEGIN]", "[CLS]");
        Fixtures.edit(directory.resolve("tokenizer_config.json"), "\"do_lower_case\": false", "\"do_lower_case\": 1");
        refuses(directory, "tokenizer_config.json", "do_lower_case");
    }

    @Test
    void weightsOfAnotherKindOrNotFinite() throws IOException {
        Path directory = Fixtures.copy("bert-cased", temporary);
        Path file = directory.resolve("model.safetensors");
        Fixtures.editHeader(file, "\"dtype\":\"F16\"", "\"dtype\":\"I16\"");
        refuses(directory, "model.safetensors", "word_embeddings.weight is I16", "F32, F16 or BF16");
        Fixtures.editHeader(file, "\"dtype\":\"I16\"", "\"dtype\":\"F16\"");
        byte[] spoilt = Files.readAllBytes(file);
        int header =
                (int) ByteBuffer.wrap(spoilt).order(ByteOrder.LITTLE_ENDIAN).getLong();
        spoilt[8 + header] = 0;
        spoilt[8 + header + 1] = 0x7c;
        Files.write(file, spoilt);
        refuses(directory, "model.safetensors", "embeddings.LayerNorm.bias", "not finite");
    }

    @Test
    void aNameThatIsNeitherABaseNorADirectory() {
        refuses(temporary.resolve("nowhere"), "base", "minilm, bge-small, bert-base or a directory");
    }
}
