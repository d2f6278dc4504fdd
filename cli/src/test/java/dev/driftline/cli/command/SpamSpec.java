package dev.driftline.cli.command;

/** The spec of a domain as the registry writes it, by hand: what a command must be able to read. */
final class SpamSpec {
    static final String JSON = """
            {"number":1,"labels":["ham","spam"],"settings":{"method":"edora","rank":8,"alpha":8.0,"rankStabilised":false,\
            "rate":0.003,"expandRatio":1.0,"warmup":0,"headRate":0.01,"headTimescale":100.0,"decay":0.0,"dropout":0.0,\
            "clip":1.0,"batch":32,"epochs":1,"drawn":64,"averaging":0.8,\
            "horizon":0,"batchTokens":0,"ranks":{},"classWeights":{},"factors":"svd"},\
            "policy":{"windowCount":64,"windowAge":"PT2S","gate":"fast"}}""";

    private SpamSpec() {}
}
