package dev.driftline.adapters.base;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
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

    /** @param json the model's tokenizer.json */
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
        try {
            return new Tokens(HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
