package dev.driftline.adapters.exchange;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.Encoder;
import dev.driftline.adapters.base.Geometry;
import dev.driftline.adapters.base.Geometry.Site;
import dev.driftline.adapters.file.AdapterFile;
import dev.driftline.adapters.file.AdapterHeader;
import dev.driftline.contracts.adapter.Safetensors;
import dev.driftline.contracts.adapter.SafetensorsStream;
import dev.driftline.contracts.adapter.SafetensorsStream.Part;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The base with one adapter folded in and its head beside it, under transformers' own names: a plain BERT or RoBERTa. Each matrix (out, in) is
 * W = g (W0 + s B R A) row by row, g = m / |row| where the method has magnitudes (DoRA, arXiv 2402.09353, equation 5) and 1 where it has
 * none, R the identity but for EDoRA; summed in float64, rounded to float32 once. Weights are made one at a time; the token type's row is
 * part of the position's, as the program adds it, and the table of token types holds zeros.
 */
public final class MergedCheckpoint {
    private static final int EMBEDDING_WEIGHTS = 4;
    private static final int SITES = 4;

    private final Base base;
    private final AdapterHeader header;
    private final Folding folding;

    private MergedCheckpoint(Base base, AdapterHeader header, Folding folding) {
        this.base = base;
        this.header = header;
        this.folding = folding;
    }

    /**
     * Checks that the pieces belong together.
     *
     * @param factors EDoRA's factor file; null for other methods
     * @throws dev.driftline.contracts.wire.InvalidValue when a file is malformed or does not fit the base or the other
     */
    public static MergedCheckpoint of(Base base, byte[] adapter, byte @Nullable [] factors) {
        AdapterHeader header =
                AdapterFile.read(base.encoder().geometry(), adapter).header();
        unless(header.base().equals(base.digest()), "base", "the adapter was trained on another base");
        unless(
                header.factors() == null || (factors != null && header.factors().equals(Digest.of(factors))),
                "factors",
                "are not those that the adapter names");
        Folding folding = new Folding(
                header,
                Safetensors.read(adapter),
                header.factors() == null || factors == null ? null : Safetensors.read(factors));
        return new MergedCheckpoint(base, header, folding);
    }

    /** Of the adapter that is folded in. */
    public AdapterHeader header() {
        return header;
    }

    /** {@code config.json}. */
    public byte[] config() {
        Geometry geometry = base.encoder().geometry();
        int first = base.encoder().firstPlace();
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.put("model_type", first == 0 ? "bert" : "roberta");
        config.putArray("architectures").add(first == 0 ? "BertModel" : "RobertaModel");
        config.put("vocab_size", rows(0));
        config.put("hidden_size", geometry.width());
        config.put("num_hidden_layers", geometry.layers());
        config.put("num_attention_heads", geometry.heads());
        config.put("intermediate_size", geometry.inner());
        config.put("hidden_act", "gelu");
        config.put("layer_norm_eps", geometry.epsilon());
        config.put("max_position_embeddings", base.encoder().places() + first);
        config.put("type_vocab_size", types());
        config.put("pad_token_id", Math.max(0, first - 1));
        return (config.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** {@code tokenizer.json}. */
    public byte[] tokenizer() {
        return base.tokenizer();
    }

    /**
     * Writes {@code model.safetensors}, float32, and leaves {@code out} open; holds no more of it than its largest weight.
     *
     * @throws IOException when {@code out} takes no more
     * @throws IllegalStateException when the base was closed meanwhile
     */
    public void write(OutputStream out) throws IOException {
        SafetensorsStream.write(Map.of("format", "pt"), parts(), out);
    }

    private int types() {
        return (int) rows(1) / base.encoder().places();
    }

    /** The first type's is part of the places; the second's is what lies between the two halves of their table. */
    private float[] typeRows() {
        int width = base.encoder().geometry().width();
        float[] rows = new float[types() * width];
        if (types() > 1) {
            float[] places = base.encoder().numbers(1);
            int second = base.encoder().places() * width;
            for (int i = 0; i < width; i++) {
                rows[width + i] = places[second + i] - places[i];
            }
        }
        return rows;
    }

    /** One matrix with the adapter folded in (out, in), by its name in the model's own checkpoint. */
    public float[] matrix(String module) {
        Encoder encoder = base.encoder();
        int in = encoder.sites().stream()
                .filter(site -> site.modules().contains(module))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("module", "module: no matrix of the base is called " + module))
                .in();
        return folding.fold(module, encoder.matrix(encoder.weights(), module), in);
    }

    private long rows(int weight) {
        return base.encoder().weights().get(weight).shape()[0];
    }

    /** In the order of the encoder's weights. */
    private List<Part> parts() {
        Encoder encoder = base.encoder();
        Geometry geometry = encoder.geometry();
        int width = geometry.width();
        int unused = encoder.firstPlace() * width;
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("embeddings.word_embeddings.weight", () -> encoder.numbers(0), rows(0), width));
        parts.add(new Part(
                "embeddings.position_embeddings.weight",
                () -> behind(unused, Arrays.copyOf(encoder.numbers(1), encoder.places() * width)),
                (long) encoder.places() + encoder.firstPlace(),
                width));
        parts.add(new Part("embeddings.token_type_embeddings.weight", this::typeRows, types(), width));
        norm(parts, "embeddings.LayerNorm", 2);
        int weight = EMBEDDING_WEIGHTS;
        for (int layer = 0; layer < geometry.layers(); layer++) {
            for (Site site : geometry.sites().subList(layer * SITES, layer * SITES + SITES)) {
                site(parts, site, weight);
                weight += 2;
            }
            norm(parts, "encoder.layer." + layer + ".attention.output.LayerNorm", weight);
            norm(parts, "encoder.layer." + layer + ".output.LayerNorm", weight + 2);
            weight += 4;
        }
        int labels = header.labels().size();
        parts.add(new Part("classifier.weight", () -> folding.head("classifier.weight"), labels, width));
        parts.add(new Part("classifier.bias", () -> folding.head("classifier.bias"), labels));
        return parts;
    }

    private void site(List<Part> parts, Site site, int weight) {
        Encoder encoder = base.encoder();
        int size = site.rows() * site.in();
        for (int i = 0; i < site.fused(); i++) {
            int own = i;
            String module = site.modules().get(i);
            parts.add(new Part(
                    module + ".weight",
                    () -> folding.fold(module, piece(encoder.numbers(weight), own, size), site.in()),
                    site.rows(),
                    site.in()));
            parts.add(new Part(
                    module + ".bias", () -> piece(encoder.numbers(weight + 1), own, site.rows()), site.rows()));
        }
    }

    private void norm(List<Part> parts, String name, int weight) {
        Encoder encoder = base.encoder();
        int width = encoder.geometry().width();
        parts.add(new Part(name + ".weight", () -> encoder.numbers(weight), width));
        parts.add(new Part(name + ".bias", () -> encoder.numbers(weight + 1), width));
    }

    private static float[] piece(float[] all, int index, int size) {
        return all.length == size ? all : Arrays.copyOfRange(all, index * size, (index + 1) * size);
    }

    private static float[] behind(int zeros, float[] numbers) {
        if (zeros == 0) {
            return numbers;
        }
        float[] all = new float[zeros + numbers.length];
        System.arraycopy(numbers, 0, all, zeros, numbers.length);
        return all;
    }
}
