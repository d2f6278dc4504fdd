package dev.driftline.cli.score;

import dev.driftline.contracts.prediction.Scored;
import java.time.Duration;

/** Hears of answers, in the order of the records. */
public interface Listener {
    /** A record's answer, or why it has none; its line is that of the file. */
    void told(Scored scored);

    /** So many were told of by now. */
    void progress(long answered, long faulty);

    /** A batch will be tried again. */
    void waiting(Duration pause, String why);
}
