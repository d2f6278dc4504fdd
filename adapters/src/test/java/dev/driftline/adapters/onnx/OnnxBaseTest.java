package dev.driftline.adapters.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftline.adapters.base.OneBase;
import dev.driftline.adapters.base.TokenRow;
import dev.driftline.adapters.form.Form;
import dev.driftline.adapters.form.Formed;
import dev.driftline.contracts.example.Passage;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Means of states are held against those of the program that trains. */
class OnnxBaseTest {
    private static TokenRow row(String text) {
        return OneBase.BASE.tokens(List.of(Passage.of(text))).getFirst();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 300})
    void textsOfAnyLengthHaveTheStatesOfTheProgram(int words) {
        TokenRow text = row("stone ".repeat(words));
        try (OnnxBase base = OnnxBase.open(OneBase.BASE.encoder(), false);
                Formed program = Formed.of(OneBase.BASE.encoder(), Form.PLAIN, 1)) {
            assertThat(base.by(1).pooled(text)).containsExactly(program.embed(List.of(text)), within(2e-5f));
            assertThat(base.by(2).pooled(text)).containsExactly(program.embed(List.of(text)), within(2e-5f));
        }
    }

    @Test
    void manyThreadsMayAskOneSessionAtOnce() {
        List<TokenRow> texts =
                IntStream.range(1, 9).mapToObj(i -> row("river ".repeat(i))).toList();
        try (OnnxBase base = OnnxBase.open(OneBase.BASE.encoder(), true)) {
            OnnxSession session = base.by(1);
            List<float[]> alone = texts.stream().map(session::pooled).toList();
            IntStream.range(0, 80)
                    .parallel()
                    .forEach(i -> assertThat(session.pooled(texts.get(i % 8))).isEqualTo(alone.get(i % 8)));
        }
    }

    @Test
    void whoAsksForASessionWaitsForNoCall() {
        try (OnnxBase base = OnnxBase.open(OneBase.BASE.encoder(), true)) {
            OnnxSession session = base.by(1);
            OnnxSession asked = base.open(() -> CompletableFuture.supplyAsync(() -> base.by(1))
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join());
            assertThat(asked).isSameAs(session);
        }
    }

    /** Rank 0 everywhere, in the graph that has places for adapters. */
    @Test
    void withoutAnAdapterTheAnswersAreThoseOfAnEmptyOneAndManyThreadsMayBeTheFirst() {
        List<SiteAdapter> empty =
                Collections.nCopies(OneBase.BASE.encoder().sites().size(), SiteAdapter.NONE);
        int width = OneBase.BASE.encoder().geometry().width();
        FloatBuffer head = Direct.floats(2 * width);
        IntStream.range(0, 2 * width).forEach(i -> head.put(i, (i % 7 - 3) / 4f));
        FloatBuffer bias = Direct.floats(2);
        TokenRow text = row("stone river red");
        OnnxBase base = OnnxBase.open(OneBase.BASE.encoder(), false);
        OnnxSession session = base.by(1);
        try (base) {
            float[] expected = session.scores(text, empty, head, bias);
            assertThat(expected[0]).isNotCloseTo(0.5f, within(0.01f));
            IntStream.range(0, 8)
                    .parallel()
                    .forEach(_ -> assertThat(session.scores(text, List.of(), head, bias))
                            .containsExactly(expected, within(2e-5f)));
        }
        assertThatThrownBy(() -> session.scores(text, List.of(), head, bias)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closedItRefuses() {
        OnnxBase base = OnnxBase.open(OneBase.BASE.encoder(), true);
        OnnxSession session = base.by(1);
        base.close();
        base.close();
        TokenRow text = row("red");
        assertThatThrownBy(() -> session.pooled(text)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> base.by(1)).isInstanceOf(IllegalStateException.class);
    }
}
