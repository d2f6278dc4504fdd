package dev.driftline.trainer.stream;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.jboss.logging.Logger;

/** Tries again while the broker is away: the reader may wait, but never skip. Ends when the process does. */
final class Patience {
    private static final Logger LOG = Logger.getLogger("trainer");

    private final Duration pause;
    private volatile boolean ending;

    Patience(Duration pause) {
        this.pause = pause;
    }

    void end() {
        ending = true;
    }

    void untilDone(String what, Runnable work) {
        while (true) {
            try {
                work.run();
                return;
            } catch (LogAway e) {
                LOG.warnf("trainer.waiting to=%s because=%s", what.replace(' ', '-'), e.getMessage());
                rest(what);
            }
        }
    }

    private void rest(String what) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ending = true;
        }
        if (ending) {
            throw new CancellationException("the trainer ends before it could " + what);
        }
    }
}
