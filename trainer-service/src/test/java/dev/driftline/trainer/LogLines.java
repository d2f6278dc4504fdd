package dev.driftline.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps what is logged of the trainer until it is closed. */
final class LogLines extends Handler implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger("trainer");

    final List<LogRecord> records = new ArrayList<>();

    LogLines() {
        LOG.addHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
        records.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOG.removeHandler(this);
    }
}
