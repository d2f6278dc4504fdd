package dev.driftline.cli.send;

import java.time.Duration;

/** Hears what happens while records are sent. */
public interface Watcher {
    /** A record was not accepted. */
    void rejected(SendReport.Rejected rejected);

    /** A batch has its receipts. */
    void sent(long accepted, long rejected);

    /** A batch will be tried again. */
    void waiting(Duration pause, String why);
}
