package dev.driftline.adapters.program;

import ai.djl.pytorch.jni.IValue;

/** A value of the program that is no list of arrays, such as packed matrices. Whoever made it closes it, after every call that uses it. */
public final class Held implements AutoCloseable {
    private final IValue value;

    Held(IValue value) {
        this.value = value;
    }

    IValue value() {
        return value;
    }

    @Override
    public void close() {
        value.close();
    }
}
