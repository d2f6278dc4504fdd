package dev.driftline.contracts.example;

/** What became of one record: an example, or a rejection that says what to mend. */
public sealed interface Reading {
    /** The record is a well-formed example. */
    record Accepted(Example example) implements Reading {}

    /**
     * The record is not accepted.
     *
     * @param field the field at fault, or {@code record} for the whole
     * @param message what is wrong and how to mend it
     */
    record Rejected(Reason reason, String field, String message) implements Reading {}
}
