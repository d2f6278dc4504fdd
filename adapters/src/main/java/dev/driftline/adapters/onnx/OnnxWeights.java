package dev.driftline.adapters.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.driftline.adapters.base.Encoder;
import dev.driftline.adapters.base.Geometry.Site;
import dev.driftline.adapters.program.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a graph's weights are called, and their numbers: those of the encoder where they lie, and its matrices in bytes, which are this object's. */
final class OnnxWeights implements AutoCloseable {
    private final Map<String, OnnxTensor> tensors = new HashMap<>();

    private OnnxWeights() {}

    static OnnxWeights of(OrtEnvironment environment, Encoder encoder, boolean int8) throws OrtException {
        OnnxWeights weights = new OnnxWeights();
        try {
            weights.base(environment, encoder, int8);
            if (int8) {
                weights.bytes(environment, encoder);
            }
            return weights;
        } catch (OrtException | RuntimeException | OutOfMemoryError e) {
            weights.close();
            throw e;
        }
    }

    private void base(OrtEnvironment environment, Encoder encoder, boolean int8) throws OrtException {
        int sites = encoder.sites().size();
        Set<Integer> inBytes =
                IntStream.range(0, int8 ? sites : 0).map(Encoder::place).boxed().collect(Collectors.toSet());
        List<Tensor> all = encoder.weights();
        for (int place = 0; place < all.size(); place++) {
            if (!inBytes.contains(place)) {
                Tensor tensor = all.get(place);
                tensors.put(
                        AdaptedEncoder.base(place),
                        OnnxTensor.createTensor(environment, tensor.view(), tensor.shape()));
            }
        }
    }

    private void bytes(OrtEnvironment environment, Encoder encoder) throws OrtException {
        List<Site> sites = encoder.sites();
        for (int i = 0; i < sites.size(); i++) {
            int out = sites.get(i).out();
            int in = sites.get(i).in();
            ByteMatrix matrix = ByteMatrix.of(encoder.weight(i).view(), out, in);
            tensors.put(
                    AdaptedEncoder.bytes(i),
                    OnnxTensor.createTensor(environment, matrix.q(), new long[] {in, out}, OnnxJavaType.INT8));
            tensors.put(
                    AdaptedEncoder.scales(i), OnnxTensor.createTensor(environment, matrix.scales(), new long[] {out}));
            tensors.put(
                    AdaptedEncoder.zeros(i),
                    OnnxTensor.createTensor(environment, Direct.bytes(out), new long[] {out}, OnnxJavaType.INT8));
        }
    }

    /** They belong to this object, and must outlive every session that reads them. */
    Map<String, OnnxTensorLike> byName() {
        return Map.copyOf(tensors);
    }

    @Override
    public void close() {
        tensors.values().forEach(OnnxTensor::close);
    }
}
