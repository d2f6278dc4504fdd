package dev.driftline.contracts.wire;

/** Topic names, once. */
public final class Topics {
    public static final String EXAMPLES = "examples";
    public static final String REJECTED = "examples.rejected";
    public static final String DOMAINS = "domains";
    public static final String ADAPTERS = "adapters";
    public static final String EVENTS = "events";

    public static final String PREDICTIONS = "predictions";

    /** Whoever knows a domain knows by this where its predictions lie, also while the broker is away. */
    public static final int PREDICTION_PARTITIONS = 4;

    private Topics() {}
}
