package dev.driftline.contracts.wire;

/** Names of the headers of a record of `examples.rejected`: SmallRye's own, and what it has no word for. */
public final class RejectHeaders {
    /** Where the record lay, when it came by the topic; as are partition and offset. */
    public static final String TOPIC = "dead-letter-topic";

    public static final String PARTITION = "dead-letter-partition";
    public static final String OFFSET = "dead-letter-offset";
    /** The message once more, where SmallRye's tools look for it. */
    public static final String CAUSE = "dead-letter-reason";

    /** The word of a {@code Reason}. */
    public static final String REASON = "driftline-reason";

    public static final String FIELD = "driftline-field";
    public static final String MESSAGE = "driftline-message";
    /** The same for a reject that is told twice. */
    public static final String ID = "driftline-id";
    /** How many bytes the record had, when only its beginning is told. */
    public static final String SHORTENED = "driftline-shortened";

    private RejectHeaders() {}
}
