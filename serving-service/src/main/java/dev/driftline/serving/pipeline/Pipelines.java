package dev.driftline.serving.pipeline;

import java.util.List;

/** All pipelines of this process. */
final class Pipelines implements AutoCloseable {
    private final List<Pipeline> all;

    Pipelines(List<Pipeline> all) {
        this.all = List.copyOf(all);
    }

    void start() {
        all.forEach(Pipeline::start);
    }

    @Override
    public void close() {
        all.forEach(Pipeline::close);
    }
}
