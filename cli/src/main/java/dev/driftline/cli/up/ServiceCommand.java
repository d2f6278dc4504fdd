package dev.driftline.cli.up;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.guard.Guard;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How a service's process is begun: its JVM, its variables, its log. */
final class ServiceCommand {
    private static final String THREADS = "DRIFTLINE_THREADS";
    static final String BUCKET = "driftline";
    static final String ACCESS_KEY = "driftline";
    static final Path SETSID = Path.of("/usr/bin/setsid");

    private final SystemSettings settings;
    private final DataFolder data;
    private final Path guard;

    ServiceCommand(SystemSettings settings, DataFolder data) {
        this.settings = settings;
        this.data = data;
        guard = GuardClasses.unpack(data.root());
    }

    /** Throws when a service has not been built. */
    static void requireBuilt(Path home) {
        for (Service service : Service.values()) {
            Path jar = service.runnable(home);
            if (!Files.isRegularFile(jar)) {
                throw new Failure(
                        ExitCode.FAILURE,
                        jar + " is missing: ./driftline builds it; with Maven: mvn package -DskipTests");
            }
        }
    }

    /** Begins the process; its standard input stays open for as long as this JVM lives. */
    Process begin(Service service, Map<String, String> extra) {
        ProcessBuilder builder = new ProcessBuilder(line(service))
                .directory(data.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        data.log(service.word()).toFile()));
        builder.environment().putAll(environment(service));
        builder.environment().putAll(settings.environment(service));
        builder.environment().putAll(extra);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Trainer and serving compute side by side: threads that outnumber the cores would wait for each other in every layer. */
    private static int halfOfTheCores() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    /** The JVM that runs this one. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private List<String> line(Service service) {
        List<String> line = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            // out of the terminal's group: Ctrl-C reaches the launcher alone, which stops them in order
            line.add(SETSID.toString());
        }
        line.add(java());
        line.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xms32m",
                "-Xmx" + service.heapMegabytes() + "m",
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=30",
                "-XX:-ShrinkHeapInSteps",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:ErrorFile=" + data.root().resolve("logs").resolve(service.word() + "-crash-%p.log"),
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dai.djl.offline=true",
                "-cp",
                guard + File.pathSeparator + service.runnable(settings.home()),
                Guard.class.getName()));
        return line;
    }

    private Map<String, String> environment(Service service) {
        Ports ports = settings.ports();
        Map<String, String> all = new HashMap<>();
        all.put("DRIFTLINE_HTTP_HOST", "127.0.0.1");
        all.put("DRIFTLINE_HTTP_PORT", String.valueOf(ports.of(service)));
        all.put("DRIFTLINE_KAFKA_BOOTSTRAP_SERVERS", ports.bootstrapServers());
        all.put("DRIFTLINE_REGISTRY_URL", ports.endpoints().registry().toString());
        all.put("MALLOC_ARENA_MAX", "2");
        all.put(THREADS, System.getenv().getOrDefault(THREADS, String.valueOf(halfOfTheCores())));
        switch (service) {
            case REGISTRY -> {
                all.put("DRIFTLINE_STORE_ENDPOINT", "http://127.0.0.1:" + ports.store());
                all.put("DRIFTLINE_STORE_BUCKET", BUCKET);
                all.put("DRIFTLINE_STORE_ACCESS_KEY", ACCESS_KEY);
                all.put("DRIFTLINE_STORE_SECRET_KEY", data.storeSecret());
                all.put("DRIFTLINE_STORE_REGION", "us-east-1");
            }
            case TRAINER ->
                all.put("DRIFTLINE_CACHE", data.root().resolve("cache").toString());
            case SERVING -> {
                all.put("DRIFTLINE_GRPC_PORT", String.valueOf(ports.grpc()));
                all.put("DRIFTLINE_INGEST_URL", ports.endpoints().ingest().toString());
            }
            case INGEST -> {}
        }
        return all;
    }
}
