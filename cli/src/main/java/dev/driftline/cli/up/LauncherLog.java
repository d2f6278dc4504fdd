package dev.driftline.cli.up;

import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Where broker and S3 server of this JVM write their log; only the first call in a JVM counts. */
final class LauncherLog {
    private static final String TO = "driftline.log.to";

    private LauncherLog() {}

    /** Must come before the first class of Kafka is touched: the logging library reads these once. */
    static void to(Path file) {
        if (System.getProperty(TO) == null) {
            System.setProperty("driftline.log.file", file.toString());
            System.setProperty("driftline.log.level", "INFO");
            System.setProperty(TO, "FILE");
        }
        // before several threads ask for it at once
        var _ = LoggerFactory.getILoggerFactory();
    }
}
