package dev.driftline.adapters.form;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.TokenRow;
import dev.driftline.contracts.example.Passage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;

/** Times forms beside each other, and holds their states against those of the form that trains. */
final class Trials {
    private static final int ROUNDS = 3;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Base base;
    private final LongSupplier nanos;
    private final List<TokenRow> sentences;
    private final float[] truth;
    private final Map<Form, Double> cosines = new EnumMap<>(Form.class);

    Trials(Base base, LongSupplier nanos) {
        this.base = base;
        this.nanos = nanos;
        this.sentences = base.tokens(sentences());
        try (Formed plain = Formed.of(base.encoder(), Form.PLAIN, Integer.MAX_VALUE)) {
            truth = plain.embed(sentences);
        }
    }

    private static List<Passage> sentences() {
        try (InputStream in = Objects.requireNonNull(Trials.class.getResourceAsStream("sentences.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(Passage::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In turns, so that what else the machine does falls on all alike; the first round warms up. */
    List<Trial> of(List<Formed> forms, int texts, int tokens) {
        List<TokenRow> rows = rows(texts, tokens);
        double[] least = new double[forms.size()];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        for (int round = 0; round <= ROUNDS; round++) {
            for (int i = 0; i < least.length; i++) {
                long begun = nanos.getAsLong();
                forms.get(i).embed(rows);
                double millis = (nanos.getAsLong() - begun) / NANOS_PER_MILLI;
                least[i] = round == 0 ? least[i] : Math.min(least[i], millis);
            }
        }
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < least.length; i++) {
            Formed form = forms.get(i);
            double cosine = cosines.computeIfAbsent(form.form(), _ -> cosine(form.embed(sentences)));
            trials.add(new Trial(form.form(), texts, tokens, form.threads(), least[i], cosine));
        }
        return trials;
    }

    private List<TokenRow> rows(int texts, int tokens) {
        long[] ids = new long[tokens];
        long[] places = new long[tokens];
        for (int i = 0; i < tokens; i++) {
            TokenRow row = sentences.get(i % sentences.size());
            ids[i] = row.ids()[1 + i % (row.length() - 2)];
            places[i] = base.encoder().firstPlace() == 0 ? i : row.places()[0] + i;
        }
        TokenRow one = new TokenRow(ids, places);
        return Collections.nCopies(texts, one);
    }

    /** Mean over sentences. */
    private double cosine(float[] states) {
        int width = truth.length / sentences.size();
        double sum = 0;
        for (int from = 0; from < truth.length; from += width) {
            double dot = 0;
            double own = 0;
            double other = 0;
            for (int i = from; i < from + width; i++) {
                dot += (double) truth[i] * states[i];
                own += (double) truth[i] * truth[i];
                other += (double) states[i] * states[i];
            }
            sum += dot / Math.sqrt(own * other);
        }
        return sum / sentences.size();
    }
}
