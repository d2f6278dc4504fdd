package dev.driftline.adapters.program;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Arguments of one call, in order, and the call itself. Used once; every method of the program answers with a list of tensors. What the methods
 * take, and its shapes, stands in the program's text. Arguments that do not fit end the call with DJL's EngineException, which tells the
 * program's line.
 */
public final class Call {
    private final Program program;
    private final String method;
    private final List<IValue> arguments = new ArrayList<>();

    Call(Program program, String method) {
        this.program = program;
        this.method = method;
    }

    /** Stays its scope's. */
    public Call tensor(Tensor tensor) {
        arguments.add(IValue.from(tensor.array()));
        return this;
    }

    /** A list; the program moves in place what it says that it moves. */
    public Call tensors(List<Tensor> tensors) {
        arguments.add(IValue.listFrom(tensors.stream().map(Tensor::array).toArray(PtNDArray[]::new)));
        return this;
    }

    /** An int of the program, 64 bits. */
    public Call whole(long value) {
        arguments.add(IValue.from(value));
        return this;
    }

    /** A list of them. */
    public Call wholes(long... values) {
        arguments.add(IValue.listFrom(values));
        return this;
    }

    /** A float of the program, 64 bits. */
    public Call real(double value) {
        arguments.add(IValue.from(value));
        return this;
    }

    /** A list of them. */
    public Call reals(double... values) {
        arguments.add(IValue.listFrom(values));
        return this;
    }

    /** Runs with gradients allowed; the results belong to {@code results}. */
    public List<Tensor> train(Scope results) {
        return run(results, true, true);
    }

    /** Runs without gradients; unlike {@link #infer}, the results may take part in training later. */
    public List<Tensor> plain(Scope results) {
        return run(results, true, false);
    }

    /** Runs in inference mode; the results can never train. */
    public List<Tensor> infer(Scope results) {
        return run(results, false, false);
    }

    private List<Tensor> run(Scope results, boolean train, boolean gradients) {
        try {
            long[] handles = arguments.stream().mapToLong(IValue::getHandle).toArray();
            try (IValue answer = program.run(method, handles, train, gradients)) {
                return Arrays.stream(answer.toTensorArray(results.owner()))
                        .map(Tensor::new)
                        .toList();
            }
        } finally {
            arguments.forEach(IValue::close);
        }
    }
}
