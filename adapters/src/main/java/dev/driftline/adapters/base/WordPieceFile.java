package dev.driftline.adapters.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * BERT's vocab.txt, one token a line, turned into the tokenizer.json that transformers' BertTokenizer writes for it: the tokenizer
 * library reads no other form of WordPiece.
 */
final class WordPieceFile {
    private static final Map<String, String> MARKS = Map.of(
            "unk_token",
            "[UNK]",
            "cls_token",
            "[CLS]",
            "sep_token",
            "[SEP]",
            "pad_token",
            "[PAD]",
            "mask_token",
            "[MASK]");
    private static final int LONGEST_WORD = 100;

    private final Path vocabulary;
    private final Path configuration;
    private final JsonNode config;
    private final ObjectNode ids = JsonNodeFactory.instance.objectNode();

    private WordPieceFile(Path vocabulary, Path configuration, JsonNode config) {
        this.vocabulary = vocabulary;
        this.configuration = configuration;
        this.config = config;
    }

    /**
     * The tokenizer of a vocabulary.
     *
     * @param configuration tokenizer_config.json; where it or a field is absent, transformers' defaults hold
     * @throws InvalidValue when a token comes twice, a mark is missing or a setting has no equal here
     */
    static ObjectNode read(Path vocabulary, Path configuration) {
        JsonNode config = Files.exists(configuration)
                ? Json.tree(configuration.toString(), Checkpoint.read(configuration))
                : JsonNodeFactory.instance.objectNode();
        WordPieceFile file = new WordPieceFile(vocabulary, configuration, config);
        file.readTokens();
        return file.tokenizer();
    }

    private void readTokens() {
        String text = new String(Checkpoint.read(vocabulary), StandardCharsets.UTF_8);
        int line = 0;
        for (String token : text.lines().toList()) {
            if (ids.has(token)) {
                throw new InvalidValue(
                        "vocab.txt",
                        vocabulary + ": line " + (line + 1) + " repeats a token of line "
                                + (ids.get(token).intValue() + 1) + "; a token has one id");
            }
            ids.put(token, line++);
        }
    }

    private ObjectNode tokenizer() {
        if (!flag("do_basic_tokenize", true)) {
            throw new InvalidValue(
                    "do_basic_tokenize", configuration + ": do_basic_tokenize is false; save a tokenizer.json instead");
        }
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.put("version", "1.0");
        all.putNull("truncation");
        all.putNull("padding");
        all.set("added_tokens", marks());
        all.set("normalizer", normalizer());
        all.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
        all.set("post_processor", ends());
        all.putObject("decoder").put("type", "WordPiece").put("prefix", "##").put("cleanup", true);
        all.putObject("model")
                .put("type", "WordPiece")
                .put("unk_token", required("unk_token"))
                .put("continuing_subword_prefix", "##")
                .put("max_input_chars_per_word", LONGEST_WORD)
                .set("vocab", ids);
        return all;
    }

    private ObjectNode normalizer() {
        ObjectNode normalizer = JsonNodeFactory.instance.objectNode();
        normalizer.put("type", "BertNormalizer");
        normalizer.put("clean_text", true);
        normalizer.put("handle_chinese_chars", flag("tokenize_chinese_chars", true));
        if (config.path("strip_accents").isBoolean()) {
            normalizer.put("strip_accents", config.path("strip_accents").booleanValue());
        } else {
            normalizer.putNull("strip_accents");
        }
        return normalizer.put("lowercase", flag("do_lower_case", true));
    }

    /** Tokens that are never split and stand for themselves wherever a text holds them. */
    private ArrayNode marks() {
        ArrayNode marks = JsonNodeFactory.instance.arrayNode();
        MARKS.keySet().stream()
                .map(this::mark)
                .filter(ids::has)
                .sorted(Comparator.comparingInt(mark -> ids.get(mark).intValue()))
                .forEach(mark -> marks.addObject()
                        .put("id", ids.get(mark).intValue())
                        .put("content", mark)
                        .put("single_word", false)
                        .put("lstrip", false)
                        .put("rstrip", false)
                        .put("normalized", false)
                        .put("special", true));
        return marks;
    }

    /** Puts a text between its two marks. */
    private ObjectNode ends() {
        String first = required("cls_token");
        String last = required("sep_token");
        ObjectNode ends = JsonNodeFactory.instance.objectNode();
        ends.put("type", "TemplateProcessing");
        ArrayNode single = ends.putArray("single");
        special(single, first, 0);
        sequence(single, "A", 0);
        special(single, last, 0);
        ArrayNode pair = ends.putArray("pair");
        pair.addAll(single);
        sequence(pair, "B", 1);
        special(pair, last, 1);
        ObjectNode known = ends.putObject("special_tokens");
        for (String mark : List.of(first, last)) {
            ObjectNode one = known.putObject(mark).put("id", mark);
            one.putArray("ids").add(ids.get(mark).intValue());
            one.putArray("tokens").add(mark);
        }
        return ends;
    }

    private static void special(ArrayNode template, String mark, int type) {
        template.addObject().putObject("SpecialToken").put("id", mark).put("type_id", type);
    }

    private static void sequence(ArrayNode template, String name, int type) {
        template.addObject().putObject("Sequence").put("id", name).put("type_id", type);
    }

    private String required(String field) {
        String mark = mark(field);
        if (!ids.has(mark)) {
            throw new InvalidValue(
                    field,
                    vocabulary + ": has no token " + mark + ", which " + field + " in " + configuration
                            + " names or leaves at its default");
        }
        return mark;
    }

    /** A mark's text, which older files hold in an object. */
    private String mark(String field) {
        JsonNode value = config.path(field);
        JsonNode content = value.isObject() ? value.path("content") : value;
        return content.isTextual() ? content.textValue() : MARKS.getOrDefault(field, "");
    }

    private boolean flag(String field, boolean otherwise) {
        JsonNode value = config.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw new InvalidValue(field, configuration + ": " + field + " is " + value + ", not true or false");
        }
        return value.booleanValue();
    }
}
