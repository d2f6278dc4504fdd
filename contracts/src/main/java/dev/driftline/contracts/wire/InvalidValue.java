package dev.driftline.contracts.wire;

/** A value that refuses to be wrong: names the field and says how to mend it. */
public final class InvalidValue extends IllegalArgumentException {
    private final String field;

    public InvalidValue(String field, String message) {
        super(message);
        this.field = field;
    }

    /** The field at fault, in the wire's spelling. */
    public String field() {
        return field;
    }

    /** Throws unless {@code holds}. */
    public static void unless(boolean holds, String field, String message) {
        if (!holds) {
            throw new InvalidValue(field, field + ": " + message);
        }
    }
}
