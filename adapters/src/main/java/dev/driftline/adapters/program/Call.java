package dev.driftline.adapters.program;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Arguments of one call, in order, and the call itself. Used once; a method of the program answers with a list of tensors. What the methods
 * take, and its shapes, stands in the program's text. Arguments that do not fit end the call with DJL's EngineException, which tells the
 * program's line.
 */
public final class Call {
    private final Program program;
    private final String method;
    private final List<IValue> arguments = new ArrayList<>();
    private int threads;

    Call(Program program, String method) {
        this.program = program;
        this.method = method;
        threads = program.threads();
    }

    /** How many threads it may use, instead of as many as any call may. */
    public Call threads(int most) {
        threads = most;
        return this;
    }

    /** Stays its scope's. */
    public Call tensor(Tensor tensor) {
        return with(IValue.from(tensor.array()));
    }

    /** A list; the program moves in place what it says that it moves. */
    public Call tensors(List<Tensor> tensors) {
        return with(IValue.listFrom(tensors.stream().map(Tensor::array).toArray(PtNDArray[]::new)));
    }

    /** An int of the program, 64 bits. */
    public Call whole(long value) {
        return with(IValue.from(value));
    }

    /** A list of them. */
    public Call wholes(long... values) {
        return with(IValue.listFrom(values));
    }

    /** A float of the program, 64 bits. */
    public Call real(double value) {
        return with(IValue.from(value));
    }

    /** A list of them. */
    public Call reals(double... values) {
        return with(IValue.listFrom(values));
    }

    private Call with(IValue argument) {
        arguments.add(argument);
        return this;
    }

    private long[] handles() {
        return arguments.stream().mapToLong(IValue::getHandle).toArray();
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
            try (IValue answer = program.run(method, handles(), threads, train, gradients)) {
                return Arrays.stream(answer.toTensorArray(results.owner()))
                        .map(Tensor::new)
                        .toList();
            }
        } finally {
            arguments.forEach(IValue::close);
        }
    }
}
