package dev.driftline.ingest.desk;

import dev.driftline.contracts.example.Reason;
import java.time.Duration;

/** Hears what became of each record. */
public interface Tally {
    /** The broker acknowledged a record, so long after it was taken. */
    void accepted(Duration took);

    void rejected(Reason reason);

    /** A record had to be sent back because the broker did not acknowledge it. */
    void unsent();
}
