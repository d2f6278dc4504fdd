package dev.driftline.adapters.base;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A config.json of the BERT or RoBERTa family, refused where it asks for something that the encoder's program does not compute. Fields
 * that are absent have transformers' own defaults.
 *
 * @param words rows of the word table
 * @param places rows of the position table
 * @param types rows of the token type table; 0 without one
 * @param firstPlace row of a text's first token in the position table: RoBERTa leaves out its padding index and all before
 */
record CheckpointConfig(Family family, Geometry geometry, int words, int places, int types, int firstPlace) {
    /** Which defaults and which names; what is computed is the same. */
    enum Family {
        BERT,
        ROBERTA;

        /** In front of each weight's name where a head was saved with the encoder. */
        String prefix() {
            return name().toLowerCase(Locale.ROOT) + ".";
        }
    }

    private static final int MOST = 1 << 24;
    private static final double MOST_EPSILON = 0.1;

    static CheckpointConfig read(Path file) {
        return new Reader(file, Json.tree(file.toString(), Checkpoint.read(file))).config();
    }

    /** The fields of one file, by whose path and names errors are told. */
    private record Reader(Path file, JsonNode json) {
        CheckpointConfig config() {
            require("model_type", json.isObject(), "is missing, since the file is no JSON object");
            Family family = family();
            refuseOtherPrograms();
            int width = whole("hidden_size", 1);
            int heads = whole("num_attention_heads", 1);
            require("num_attention_heads", width % heads == 0, "does not divide hidden_size, which is " + width);
            Geometry geometry =
                    new Geometry(whole("num_hidden_layers", 1), width, heads, whole("intermediate_size", 1), epsilon());
            int places = whole("max_position_embeddings", 1);
            int first = family == Family.ROBERTA ? whole("pad_token_id", 0, 1) + 1 : 0;
            require("max_position_embeddings", places - first >= 3, "leaves no place for a token and two marks");
            return new CheckpointConfig(
                    family, geometry, whole("vocab_size", 1), places, whole("type_vocab_size", 0, 2), first);
        }

        private Family family() {
            return switch (json.path("model_type").asText()) {
                case "bert" -> Family.BERT;
                case "roberta" -> Family.ROBERTA;
                default ->
                    throw refusal(
                            "model_type", "is " + json.path("model_type") + "; only bert and roberta can be opened");
            };
        }

        private void refuseOtherPrograms() {
            only("hidden_act", "gelu");
            only("position_embedding_type", "absolute");
            for (String field : new String[] {"is_decoder", "add_cross_attention", "is_encoder_decoder"}) {
                JsonNode value = json.path(field);
                require(
                        field,
                        value.isMissingNode() || value.isNull() || (value.isBoolean() && !value.booleanValue()),
                        "is " + value + "; only plain encoders can be opened, where it is false");
            }
        }

        private void only(String field, String wanted) {
            JsonNode value = json.path(field);
            require(
                    field,
                    value.isMissingNode()
                            || (value.isTextual() && value.textValue().equals(wanted)),
                    "is " + value + "; only models with " + wanted + " can be opened");
        }

        private double epsilon() {
            JsonNode value = json.path("layer_norm_eps");
            if (value.isMissingNode()) {
                return Geometry.BERT_EPSILON;
            }
            require(
                    "layer_norm_eps",
                    value.isNumber() && value.doubleValue() > 0 && value.doubleValue() <= MOST_EPSILON,
                    "is " + value + ", not a number in (0, " + MOST_EPSILON + "]");
            return value.doubleValue();
        }

        private int whole(String field, int least, int otherwise) {
            return json.has(field) ? whole(field, least) : otherwise;
        }

        private int whole(String field, int least) {
            JsonNode value = json.path(field);
            require(
                    field,
                    value.isIntegralNumber()
                            && value.canConvertToInt()
                            && value.intValue() >= least
                            && value.intValue() <= MOST,
                    "is " + (value.isMissingNode() ? "missing" : value) + ", not a whole number in " + least + ".."
                            + MOST);
            return value.intValue();
        }

        private void require(String field, boolean holds, String message) {
            if (!holds) {
                throw refusal(field, message);
            }
        }

        private InvalidValue refusal(String field, String message) {
            return new InvalidValue(field, file + ": " + field + " " + message);
        }
    }
}
