package dev.driftline.cli.command;

import dev.driftline.cli.client.Asking;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which version answers, and how fresh it must be. */
final class AskingOptions {
    /** One of them. */
    static final class Which {
        @Option(names = "--version", paramLabel = "N", description = "ask this version, live or not")
        private @Nullable Integer version;

        @Option(
                names = "--as-of",
                paramLabel = "TIME",
                description = "ask the version that was live then, as 2026-11-01T10:00Z")
        private @Nullable String asOf;

        @Option(names = "--candidate", description = "ask the newest version, where that is not live")
        private boolean candidate;
    }

    @ArgGroup
    private @Nullable Which which;

    @Option(
            names = "--min-offset",
            paramLabel = "OFFSET|TOKEN",
            description =
                    "answer only from weights that have learned this offset, or the token of a receipt, as examples/3@4711")
    private @Nullable String minOffset;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            description = "how long to wait for such weights, as 2s or 500ms (default: 5s, at most 60s)")
    private @Nullable String wait;

    @Option(
            names = "--client",
            paramLabel = "KEY",
            description = "who asks: a traffic rule sends the same key to the same side (default: by chance)")
    private @Nullable String client;

    Asking asking() {
        return which == null
                ? new Asking(null, null, false, minOffset, wait, client)
                : new Asking(which.version, which.asOf, which.candidate, minOffset, wait, client);
    }
}
