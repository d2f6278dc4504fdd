package dev.driftline.cli.command;

import dev.driftline.cli.client.Endpoints;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.up.Home;
import dev.driftline.cli.up.LocalSystem;
import dev.driftline.cli.up.Ports;
import dev.driftline.cli.up.RunningSystem;
import dev.driftline.cli.up.Service;
import dev.driftline.cli.up.SystemSettings;
import dev.driftline.cli.up.UpProcess;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Start the whole line on this machine: a Kafka broker, an S3 server and the four services.",
        footer = {
            "",
            "Logs lie in the folder's logs, each as NAME.log; those of the run before are kept as NAME.log.1.",
            "",
            "Examples:",
            "  ./driftline up                    in the foreground, Ctrl-C stops it",
            "  ./driftline up -d                 behind; ./driftline down stops it",
            "  ./driftline up -d --data /tmp/other --port-base 8070"
        })
final class UpCommand implements Callable<Integer> {
    @Option(
            names = {"-d", "--detach"},
            description = "run behind, and return when everything is ready")
    private boolean behind;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = "${env:DRIFTLINE_DATA}",
            description = "where everything is kept (default: .driftline in the project)")
    private @Nullable Path data;

    @Option(
            names = "--port-base",
            paramLabel = "PORT",
            defaultValue = "${env:DRIFTLINE_PORT_BASE:-7070}",
            description = "first port: services on PORT..PORT+3, broker PORT+22 and +23, S3 server PORT+830"
                    + " (default: 7070)")
    private int portBase;

    @Option(
            names = "--env",
            paramLabel = "SERVICE:NAME=VALUE",
            converter = UpCommand.VariableReader.class,
            description = "a variable for one service, as trainer:DRIFTLINE_THREADS=1; may be repeated")
    private List<ServiceVariable> variables = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path home = Home.find();
        SystemSettings settings = new SystemSettings(
                home, data == null ? home.resolve(".driftline") : data, Ports.family(portBase), Map.of());
        for (ServiceVariable variable : variables) {
            settings = settings.with(variable.service(), Map.of(variable.name(), variable.value()));
        }
        if (behind) {
            behind(settings);
        } else {
            here(settings);
        }
        return ExitCode.OK.number();
    }

    private void behind(SystemSettings settings) {
        LocalSystem.requireStartable(settings);
        UpProcess process = UpProcess.begin(settings);
        RunningSystem running = process.awaitReady();
        say(SystemTable.of(running.state()).toString());
        say(urls(process.endpoints()));
        say("Running behind (pid " + process.pid() + "), logs in "
                + settings.data().resolve("logs") + "; stop it with ./driftline down");
    }

    private void here(SystemSettings settings) {
        CountDownLatch stopped = new CountDownLatch(1);
        LocalSystem system = LocalSystem.start(settings, this::say);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            say("Stopping …");
                            system.close();
                            say("Stopped.");
                            stopped.countDown();
                        },
                        "stop"));
        say(String.format(
                Locale.ROOT,
                "Ready in %.1f s, %d MB in all.",
                system.age().toMillis() / 1000.0,
                SystemTable.residentBytes(system.processes()) >> 20));
        say(urls(system.endpoints()));
        say("Ctrl-C stops it.");
        awaitForever(stopped);
    }

    private static String urls(Endpoints at) {
        return "registry " + at.registry() + "  ingest " + at.ingest() + "  trainer " + at.trainer() + "  serving "
                + at.serving();
    }

    private static void awaitForever(CountDownLatch stopped) {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line.stripTrailing());
        out.flush();
    }

    /** A variable for one service. */
    record ServiceVariable(Service service, String name, String value) {}

    /** Reads {@code trainer:NAME=VALUE}. */
    static final class VariableReader implements CommandLine.ITypeConverter<ServiceVariable> {
        @Override
        public ServiceVariable convert(String text) {
            int colon = text.indexOf(':');
            int equals = text.indexOf('=', colon + 1);
            if (colon < 1 || equals < 0) {
                throw new CommandLine.TypeConversionException("'" + text + "' is not SERVICE:NAME=VALUE");
            }
            Service service;
            try {
                service = Service.valueOf(text.substring(0, colon).toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException(
                        "'" + text.substring(0, colon) + "' is not one of registry, ingest, trainer, serving");
            }
            return new ServiceVariable(service, text.substring(colon + 1, equals), text.substring(equals + 1));
        }
    }
}
