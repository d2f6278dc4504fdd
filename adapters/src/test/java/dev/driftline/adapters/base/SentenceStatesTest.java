package dev.driftline.adapters.base;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.driftline.adapters.program.Probe;
import dev.driftline.adapters.program.Program;
import dev.driftline.adapters.program.Scope;
import dev.driftline.contracts.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program's hidden states against ONNX Runtime's on the same file, token by token. */
class SentenceStatesTest {
    private static final int SENTENCES = 200;
    private static final int BATCH = 20;

    /** From both models' published config.json. */
    private static final int POSITIONS = 512;

    private static final double TOLERANCE = 1e-4;

    @ParameterizedTest
    @CsvSource({"minilm, /all-minilm-l6-v2", "bge-small, /bge-small-en-v1.5"})
    void hiddenStatesOfTwoHundredSentencesAndPairsAgreeWithOnnxRuntime(String name, String file)
            throws IOException, OrtException {
        int compared = 0;
        try (Base base = Base.open(new BaseSettings(name, "cpu", 2));
                OrtSession session = OrtEnvironment.getEnvironment().createSession(resource(file + ".onnx"));
                Program probe = Probe.open(2)) {
            List<String> sentences = sentences(file + "-tokenizer.json");
            for (int from = 0; from < SENTENCES; from += BATCH) {
                List<TokenRow> batch = rows(base, sentences.subList(from, from + BATCH));
                compared += compare(batch, ours(probe, base, batch), theirs(session, batch));
            }
        }
        assertThat(compared).as("numbers compared").isGreaterThan(SENTENCES * 10 * 384);
    }

    /** Every other sentence is read as a pair with the one before it. */
    private static List<TokenRow> rows(Base base, List<String> sentences) {
        List<TokenRow> rows = new ArrayList<>();
        for (int i = 0; i < sentences.size(); i++) {
            rows.add(i % 2 == 0 ? base.row(sentences.get(i), null) : base.row(sentences.get(i - 1), sentences.get(i)));
        }
        return rows;
    }

    private static int compare(List<TokenRow> batch, float[] ours, float[][][] theirs) {
        int width = theirs[0][0].length;
        int at = 0;
        int compared = 0;
        for (int text = 0; text < batch.size(); text++) {
            for (int token = 0; token < batch.get(text).length(); token++) {
                for (int i = 0; i < width; i++) {
                    double apart = Math.abs(ours[at++] - theirs[text][token][i]);
                    assertThat(apart).as("text %d token %d", text, token).isLessThan(TOLERANCE);
                    compared++;
                }
            }
        }
        return compared;
    }

    private static float[] ours(Program probe, Base base, List<TokenRow> batch) {
        Encoder encoder = base.encoder();
        try (Scope scope = probe.scope()) {
            Packed packed = Packed.bare(scope, encoder.geometry(), batch);
            return probe.call("states")
                    .tensors(encoder.weights())
                    .tensors(packed.words())
                    .wholes(packed.plan())
                    .whole(encoder.geometry().heads())
                    .real(encoder.geometry().epsilon())
                    .infer(scope)
                    .getFirst()
                    .floats();
        }
    }

    private static float[][][] theirs(OrtSession session, List<TokenRow> batch) throws OrtException {
        int longest = batch.stream().mapToInt(TokenRow::length).max().orElseThrow();
        long[][] ids = new long[batch.size()][longest];
        long[][] mask = new long[batch.size()][longest];
        long[][] types = new long[batch.size()][longest];
        for (int i = 0; i < ids.length; i++) {
            TokenRow row = batch.get(i);
            System.arraycopy(row.ids(), 0, ids[i], 0, row.length());
            Arrays.fill(mask[i], 0, row.length(), 1);
            for (int token = 0; token < row.length(); token++) {
                types[i][token] = row.places()[token] / POSITIONS;
            }
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OnnxTensor first = OnnxTensor.createTensor(environment, ids);
                OnnxTensor second = OnnxTensor.createTensor(environment, mask);
                OnnxTensor third = OnnxTensor.createTensor(environment, types);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", first, "attention_mask", second, "token_type_ids", third))) {
            return (float[][][]) result.get(0).getValue();
        }
    }

    /** Words of the tokenizer's own vocabulary, strung together by a seed; three to forty a sentence. */
    private static List<String> sentences(String tokenizer) throws IOException {
        List<String> words = new ArrayList<>();
        Json.tree("tokenizer", resource(tokenizer))
                .at("/model/vocab")
                .fieldNames()
                .forEachRemaining(word -> {
                    if (word.matches("(##)?[a-z]{3,}")) {
                        words.add(word);
                    }
                });
        SplittableRandom random = new SplittableRandom(2026);
        List<String> sentences = new ArrayList<>();
        while (sentences.size() < SENTENCES) {
            StringBuilder sentence = new StringBuilder();
            int count = random.nextInt(3, 41);
            for (int i = 0; i < count; i++) {
                String word = words.get(random.nextInt(words.size()));
                sentence.append(word.startsWith("##") || i == 0 ? "" : " ").append(word.replace("##", ""));
            }
            sentences.add(sentence.append('.').toString());
        }
        return sentences;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Base.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }
}
