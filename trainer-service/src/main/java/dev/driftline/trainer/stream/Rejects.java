package dev.driftline.trainer.stream;

import dev.driftline.contracts.example.Reading;
import java.util.OptionalLong;

/** Where rejected records are told. */
interface Rejects {
    /** Tells it; waits while too many are on their way. Telling one twice is harmless: its id is its coordinate. */
    void tell(RawRecord record, Reading.Rejected why);

    /** The lowest offset of the partition whose reject the broker has not acknowledged. */
    OptionalLong firstUnacknowledged(int partition);
}
