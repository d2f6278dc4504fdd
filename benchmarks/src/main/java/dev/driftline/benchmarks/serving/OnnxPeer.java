package dev.driftline.benchmarks.serving;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.driftline.adapters.base.TokenRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** ONNX Runtime with the MiniLM that our base is read from, in float32: its own CPU provider, every graph optimisation on. */
final class OnnxPeer implements AutoCloseable {
    private static final String MODEL = "/all-minilm-l6-v2.onnx";

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    OnnxPeer(int threads) {
        try (InputStream model = Objects.requireNonNull(OnnxPeer.class.getResourceAsStream(MODEL));
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            session = environment.createSession(model.readAllBytes(), options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    String version() {
        return environment.getVersion();
    }

    /** Last states of texts of one length, which stay in native memory. */
    void run(List<TokenRow> rows) {
        int tokens = rows.getFirst().length();
        long[] shape = {rows.size(), tokens};
        long[] ids = new long[rows.size() * tokens];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i).ids(), 0, ids, i * tokens, tokens);
        }
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        try (OnnxTensor words = tensor(ids, shape);
                OnnxTensor mask = tensor(ones, shape);
                OnnxTensor types = tensor(new long[ids.length], shape);
                OrtSession.Result states =
                        session.run(Map.of("input_ids", words, "attention_mask", mask, "token_type_ids", types))) {
            if (states.size() == 0) {
                throw new IllegalStateException("no states");
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private OnnxTensor tensor(long[] values, long... shape) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
