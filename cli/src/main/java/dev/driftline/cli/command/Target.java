package dev.driftline.cli.command;

import dev.driftline.cli.client.Endpoints;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.up.Home;
import dev.driftline.cli.up.Ports;
import dev.driftline.cli.up.RunningSystem;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which system a command talks to: what its options name, else what the environment names, else the one that runs on the
 * data folder or was killed there, else the default ports.
 */
final class Target {
    @Option(
            names = "--port-base",
            paramLabel = "PORT",
            defaultValue = "${env:DRIFTLINE_PORT_BASE}",
            description = "first port of the family of a system on this machine (default: the running one's, or 7070)")
    private @Nullable Integer portBase;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = "${env:DRIFTLINE_DATA}",
            description = "the system's folder (default: .driftline in the project)")
    private @Nullable Path data;

    @Option(
            names = "--registry-url",
            paramLabel = "URL",
            defaultValue = "${env:DRIFTLINE_REGISTRY_URL}",
            description = "another registry, as http://host:7070")
    private @Nullable URI registry;

    @Option(
            names = "--ingest-url",
            paramLabel = "URL",
            defaultValue = "${env:DRIFTLINE_INGEST_URL}",
            description = "another ingest")
    private @Nullable URI ingest;

    @Option(
            names = "--trainer-url",
            paramLabel = "URL",
            defaultValue = "${env:DRIFTLINE_TRAINER_URL}",
            description = "another trainer")
    private @Nullable URI trainer;

    @Option(
            names = "--serving-url",
            paramLabel = "URL",
            defaultValue = "${env:DRIFTLINE_SERVING_URL}",
            description = "another serving")
    private @Nullable URI serving;

    Path data() {
        return data == null ? Home.find().resolve(".driftline") : data;
    }

    Ports ports() {
        if (portBase != null) {
            return Ports.family(portBase);
        }
        return RunningSystem.ports(data()).orElseGet(() -> Ports.family(Ports.DEFAULT_BASE));
    }

    Endpoints endpoints() {
        requireForm("registry", registry);
        requireForm("ingest", ingest);
        requireForm("trainer", trainer);
        requireForm("serving", serving);
        if (registry != null && ingest != null && trainer != null && serving != null) {
            return new Endpoints(registry, ingest, trainer, serving);
        }
        Endpoints local = ports().endpoints();
        return new Endpoints(
                registry == null ? local.registry() : registry,
                ingest == null ? local.ingest() : ingest,
                trainer == null ? local.trainer() : trainer,
                serving == null ? local.serving() : serving);
    }

    private static void requireForm(String service, @Nullable URI url) {
        if (url != null
                && (url.getHost() == null
                        || url.getScheme() == null
                        || !url.getScheme().matches("(?i)https?")
                        || url.getQuery() != null
                        || url.getFragment() != null)) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--" + service + "-url (or DRIFTLINE_" + service.toUpperCase(Locale.ROOT) + "_URL): '" + url
                            + "' is not of the form http://host:port or https://host:port/path");
        }
    }
}
