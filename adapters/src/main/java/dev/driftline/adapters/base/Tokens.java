package dev.driftline.adapters.base;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.driftline.contracts.wire.InvalidValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Text to the base's token ids, with the marks at both ends. Many threads may ask. */
final class Tokens implements AutoCloseable {
    private final HuggingFaceTokenizer tokenizer;

    private Tokens(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /**
     * Reads a tokenizer.
     *
     * @param json the model's tokenizer.json
     * @param most tokens of a text, with its marks; what is behind them is cut off
     * @throws InvalidValue when the tokenizer library cannot read it, or it puts no marks around a text
     */
    static Tokens read(byte[] json, int most) {
        Map<String, String> options = Map.of(
                "truncation",
                "true",
                "maxLength",
                Integer.toString(most),
                "padding",
                "false",
                "addSpecialTokens",
                "true");
        HuggingFaceTokenizer tokenizer;
        try {
            tokenizer = HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw new InvalidValue(
                    "tokenizer.json", "tokenizer.json: cannot be read as a tokenizer: " + e.getMessage());
        }
        Tokens tokens = new Tokens(tokenizer);
        if (tokens.ids("").length == 0) {
            tokens.close();
            throw new InvalidValue(
                    "post_processor",
                    "tokenizer.json: post_processor puts no marks around a text; the encoder needs them");
        }
        return tokens;
    }

    List<long[]> ids(List<String> texts) {
        return texts.stream().map(this::ids).toList();
    }

    private long[] ids(String text) {
        Encoding encoding = tokenizer.encode(wellFormed(text), true, false);
        return encoding.getIds();
    }

    /** Half a surrogate pair has no UTF-8 form; the tokenizer sees it as a question mark. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
