package dev.driftline.adapters.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.driftline.adapters.base.Encoder;
import dev.driftline.adapters.base.Geometry.Site;
import dev.driftline.adapters.base.TokenRow;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a graph is called with, by name. Numbers of an adapter are read where they lie. */
final class Inputs {
    private final List<Site> sites;
    private final int width;
    private final FloatBuffer ones;

    /** By rank of a site: as many as domains have different ones. */
    private final Map<Integer, FloatBuffer> identities = new ConcurrentHashMap<>();

    Inputs(Encoder encoder) {
        sites = encoder.sites();
        width = encoder.geometry().width();
        ones = Direct.floats(sites.stream().mapToInt(Site::out).max().orElseThrow());
        for (int i = 0; i < ones.capacity(); i++) {
            ones.put(i, 1);
        }
    }

    /** Of a token's state. */
    int width() {
        return width;
    }

    /** An adapter of rank 0. */
    List<SiteAdapter> none() {
        return Collections.nCopies(sites.size(), SiteAdapter.NONE);
    }

    Call call(OrtEnvironment environment) {
        return new Call(environment);
    }

    private FloatBuffer identity(int rank) {
        return identities.computeIfAbsent(rank, _ -> {
            FloatBuffer matrix = Direct.floats(rank * rank);
            for (int i = 0; i < rank; i++) {
                matrix.put(i * rank + i, 1);
            }
            return matrix;
        });
    }

    /** Tensors of one call, which end with it. */
    final class Call implements AutoCloseable {
        private final OrtEnvironment environment;
        private final Map<String, OnnxTensor> tensors = HashMap.newHashMap(4 * sites.size() + 4);

        private Call(OrtEnvironment environment) {
            this.environment = environment;
        }

        Map<String, OnnxTensor> tensors() {
            return tensors;
        }

        void text(TokenRow text) throws OrtException {
            put("ids", text.ids());
            put("places", text.places());
        }

        void adapter(List<SiteAdapter> adapter) throws OrtException {
            for (int place = 0; place < adapter.size(); place++) {
                site(place, adapter.get(place));
            }
        }

        private void site(int place, SiteAdapter adapter) throws OrtException {
            Site site = sites.get(place);
            int rank = adapter.rank();
            put("a" + place, adapter.a(), rank, site.in());
            put("r" + place, orElse(adapter.r(), identity(rank)), rank, rank);
            put("b" + place, adapter.b(), site.out(), rank);
            put("gain" + place, orElse(adapter.gain(), ones.slice(0, site.out())), site.out());
        }

        private static FloatBuffer orElse(@Nullable FloatBuffer own, FloatBuffer usual) {
            return own == null ? usual : own;
        }

        void head(FloatBuffer weight, FloatBuffer bias) throws OrtException {
            put("head", weight, bias.remaining(), width);
            put("bias", bias, bias.remaining());
        }

        private void put(String name, long[] numbers) throws OrtException {
            tensors.put(
                    name, OnnxTensor.createTensor(environment, LongBuffer.wrap(numbers), new long[] {numbers.length}));
        }

        private void put(String name, FloatBuffer numbers, long... shape) throws OrtException {
            tensors.put(name, OnnxTensor.createTensor(environment, numbers, shape));
        }

        @Override
        public void close() {
            tensors.values().forEach(OnnxTensor::close);
        }
    }
}
