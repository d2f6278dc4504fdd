package dev.driftline.adapters.base;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.driftline.contracts.wire.InvalidValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Text to the base's tokens, with its marks at both ends and between the texts of a pair. Many threads may ask. */
final class Tokens implements AutoCloseable {
    private final HuggingFaceTokenizer tokenizer;
    private final int secondPlaces;

    private Tokens(HuggingFaceTokenizer tokenizer, int secondPlaces) {
        this.tokenizer = tokenizer;
        this.secondPlaces = secondPlaces;
    }

    /**
     * Reads a tokenizer.
     *
     * @param json the model's tokenizer.json
     * @param most tokens of a text or pair, with its marks; what is behind them is cut off, from a pair's longer text first
     * @param secondPlaces where the places of the second token type begin; 0: the base has one token type
     * @throws InvalidValue when the tokenizer library cannot read it, or it puts no marks around a text
     */
    static Tokens read(byte[] json, int most, int secondPlaces) {
        Map<String, String> options = Map.of(
                "truncation",
                "LONGEST_FIRST",
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
        Tokens tokens = new Tokens(tokenizer, secondPlaces);
        if (tokens.row("", null).length() == 0) {
            tokens.close();
            throw new InvalidValue(
                    "post_processor",
                    "tokenizer.json: post_processor puts no marks around a text; the encoder needs them");
        }
        return tokens;
    }

    /** Which tokens are of the second type, the tokenizer's own template for pairs says: BERT's does, RoBERTa's leaves all at 0. */
    TokenRow row(String text, @Nullable String textPair) {
        Encoding encoding = textPair == null
                ? tokenizer.encode(wellFormed(text), true, false)
                : tokenizer.encode(wellFormed(text), wellFormed(textPair), true, false);
        long[] ids = encoding.getIds();
        long[] types = encoding.getTypeIds();
        long[] places = new long[ids.length];
        for (int token = 0; token < places.length; token++) {
            places[token] = (long) token + (types[token] == 0 ? 0 : secondPlaces);
        }
        return new TokenRow(ids, places);
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
