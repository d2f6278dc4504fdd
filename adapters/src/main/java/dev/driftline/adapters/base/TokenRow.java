package dev.driftline.adapters.base;

/**
 * One passage as the encoder reads it.
 *
 * @param ids (tokens)
 * @param places of each token in the encoder's place table (tokens); those of a second text lie in its second half, if it has one
 */
@SuppressWarnings("ArrayRecordComponent") // packed for the program by this package alone
public record TokenRow(long[] ids, long[] places) {
    /** Tokens, marks included. */
    public int length() {
        return ids.length;
    }
}
