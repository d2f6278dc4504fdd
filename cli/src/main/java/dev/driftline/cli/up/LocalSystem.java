package dev.driftline.cli.up;

import dev.driftline.cli.broker.Broker;
import dev.driftline.cli.client.Endpoints;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.store.ObjectStore;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * The whole line, running: broker and S3 server in this JVM, four services as its children. Closing it stops them in
 * order, ingest first and broker last; when this JVM dies the children end within five seconds.
 */
public final class LocalSystem implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final Duration ORPHANS_END_WITHIN = Duration.ofSeconds(6);
    private static final List<Service> STOP_ORDER =
            List.of(Service.INGEST, Service.TRAINER, Service.SERVING, Service.REGISTRY);

    private final SystemSettings settings;
    private final DataFolder data;
    private final Consumer<String> report;
    private final Instant startedAt = Instant.now();
    private final long startedNanos = System.nanoTime();
    private final Map<Service, Child> children = new EnumMap<>(Service.class);
    private final List<AutoCloseable> servers = new ArrayList<>();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("restarts").daemon().factory());
    private final RunningMark mark;
    private boolean ready;
    private boolean closed;

    private LocalSystem(SystemSettings settings, DataFolder data, Consumer<String> report) {
        this.settings = settings;
        this.data = data;
        this.report = report;
        mark = RunningMark.set(settings.home());
        ServiceCommand command = new ServiceCommand(settings, data);
        for (Service service : Service.values()) {
            children.put(
                    service,
                    new Child(
                            service.word(),
                            extra -> command.begin(service, extra),
                            later,
                            report,
                            () -> isReady(service),
                            this::noteState));
        }
    }

    /** Throws, with words, when this system could not start now: not built, the folder or a port in use. */
    public static void requireStartable(SystemSettings settings) {
        ServiceCommand.requireBuilt(settings.home());
        DataFolder.take(settings.data()).close();
        awaitOrphans(settings.data());
        settings.ports().requireFree();
    }

    /** Starts everything and returns when every service is ready; on a failure nothing is left behind. */
    public static LocalSystem start(SystemSettings settings, Consumer<String> report) {
        return start(settings, report, system -> {});
    }

    /** As the other; {@code begun} gets the system before anything runs, and may close it from another thread. */
    public static LocalSystem start(SystemSettings settings, Consumer<String> report, Consumer<LocalSystem> begun) {
        ServiceCommand.requireBuilt(settings.home());
        DataFolder data = DataFolder.take(settings.data());
        LocalSystem system;
        try {
            awaitOrphans(data.root());
            settings.ports().requireFree();
            system = new LocalSystem(settings, data, report);
        } catch (RuntimeException e) {
            data.close();
            throw e;
        }
        try {
            begun.accept(system);
            system.startAll();
            return system;
        } catch (RuntimeException e) {
            system.close();
            throw e;
        }
    }

    public Endpoints endpoints() {
        return settings.ports().endpoints();
    }

    public Ports ports() {
        return settings.ports();
    }

    public String bootstrapServers() {
        return settings.ports().bootstrapServers();
    }

    /** The S3 server's keys, access key first: for tests that look at the store itself. */
    public List<String> storeKeys() {
        return List.of(ServiceCommand.ACCESS_KEY, data.storeSecret());
    }

    public Path log(Service service) {
        return data.log(service.word());
    }

    /** Kills a service as kill −9 does; it stays down until {@link #start(Service, Map)}. */
    public void kill(Service service) {
        child(service).kill();
    }

    /** Asks a service to end; it stays down until {@link #start(Service, Map)}. */
    public void stop(Service service) {
        child(service).stop();
    }

    /** Begins a service that is down, with further variables; returns at once. */
    public synchronized void begin(Service service, Map<String, String> variables) {
        requireOpen();
        child(service).start(variables);
    }

    /** As {@link #begin}, and waits until it is ready. */
    public void start(Service service, Map<String, String> variables) {
        begin(service, variables);
        awaitReady(service);
    }

    public boolean isAlive(Service service) {
        return child(service).isAlive();
    }

    /** Waits until a service is ready; throws with the end of its log when it ends before, or takes too long. */
    public void awaitReady(Service service) {
        Child child = child(service);
        long until = System.nanoTime() + READY_WITHIN.toNanos();
        while (!isReady(service)) {
            requireOpen();
            if (child.isOver()) {
                throw notReady(service, "ended before it was ready");
            }
            if (System.nanoTime() > until) {
                throw notReady(service, "is not ready after " + READY_WITHIN.toSeconds() + " s");
            }
            RunningSystem.sleep();
        }
        child.markProven();
        noteState();
    }

    /** All processes as they are now, the launcher first. */
    public List<UpState.Running> processes() {
        List<UpState.Running> all = new ArrayList<>();
        all.add(new UpState.Running(
                "launcher", ProcessHandle.current().pid(), settings.ports().broker(), null, 0));
        children.forEach((service, child) -> {
            Duration took = child.startTook();
            all.add(new UpState.Running(
                    service.word(),
                    child.pid(),
                    settings.ports().of(service),
                    took == null ? null : took.toMillis(),
                    child.restarts()));
        });
        return all;
    }

    /** Resident bytes of a process; 0 when it is gone. */
    public static long residentBytes(long pid) {
        return Memory.residentBytes(pid);
    }

    /** Time since the call of start. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        later.shutdownNow();
        for (Service service : STOP_ORDER) {
            child(service).stop();
        }
        closeServers();
        mark.close();
        data.forgetState();
        data.close();
    }

    private void startAll() {
        List.of("broker", "registry", "serving", "trainer", "ingest")
                .forEach(name -> DataFolder.turnLog(data.root(), name));
        LauncherLog.to(data.log("broker"));
        startServers();
        for (Service service : Service.values()) {
            begin(service, Map.of());
            if (service == Service.REGISTRY) {
                awaitReady(service);
                tell(service);
            }
        }
        for (Service service : Service.values()) {
            if (service != Service.REGISTRY) {
                awaitReady(service);
                tell(service);
            }
        }
        synchronized (this) {
            ready = true;
        }
        writeState();
    }

    private void startServers() {
        Ports ports = settings.ports();
        CompletableFuture<ObjectStore> store = CompletableFuture.supplyAsync(() -> ObjectStore.start(
                data.root().resolve("store"),
                ServiceCommand.BUCKET,
                ports.store(),
                ServiceCommand.ACCESS_KEY,
                data.storeSecret()));
        keep(Broker.start(data.root().resolve("broker"), ports.broker(), ports.controller()));
        report.accept("broker    ready on " + ports.bootstrapServers());
        try {
            ObjectStore started = store.join();
            keep(started);
            report.accept("store     ready on " + started.endpoint());
        } catch (CompletionException e) {
            throw new Failure(ExitCode.FAILURE, "the S3 server does not start: " + e.getCause(), e);
        }
    }

    /** Closes {@code server} at once where this system was closed while it started. */
    private void keep(AutoCloseable server) {
        synchronized (this) {
            if (!closed) {
                servers.addFirst(server);
                return;
            }
        }
        close(server);
        requireOpen();
    }

    private void closeServers() {
        List<AutoCloseable> mine;
        synchronized (this) {
            mine = List.copyOf(servers);
            servers.clear();
        }
        mine.forEach(this::close);
    }

    private void close(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception e) {
            report.accept("a server did not stop: " + e.getMessage());
        }
    }

    private synchronized void requireOpen() {
        if (closed) {
            throw new Failure(ExitCode.FAILURE, "the system was stopped");
        }
    }

    private void tell(Service service) {
        Child child = child(service);
        Duration took = child.startTook();
        Long pid = child.pid();
        report.accept(String.format(
                "%-9s ready in %.1f s, %d MB, http://127.0.0.1:%d",
                service.word(),
                took == null ? 0 : took.toMillis() / 1000.0,
                pid == null ? 0 : Memory.residentBytes(pid) >> 20,
                settings.ports().of(service)));
    }

    private boolean isReady(Service service) {
        Endpoints at = endpoints();
        return switch (service) {
            case REGISTRY -> at.registryClient().isReady();
            case INGEST -> at.ingestClient().isReady();
            case TRAINER -> at.trainerClient().isReady();
            case SERVING -> at.servingClient().isReady();
        };
    }

    private Failure notReady(Service service, String what) {
        return new Failure(
                ExitCode.FAILURE,
                service.word() + " " + what + "; the end of " + log(service) + ":\n" + Logs.lastLines(log(service)));
    }

    /** Other commands then see an older state, which is no reason to leave a service down. */
    private void noteState() {
        try {
            writeState();
        } catch (UncheckedIOException e) {
            System.err.println("driftline: up.json cannot be written (" + e.getCause() + "): it tells an older state");
        }
    }

    private synchronized void writeState() {
        if (!closed) {
            data.write(new UpState(ProcessHandle.current().pid(), startedAt, ready, settings.ports(), processes()));
        }
    }

    private Child child(Service service) {
        Child child = children.get(service);
        if (child == null) {
            throw new IllegalStateException(service + " has no process");
        }
        return child;
    }

    /** The children of an {@code up} that was killed need a moment to see it. */
    private static void awaitOrphans(Path root) {
        long until = System.nanoTime() + ORPHANS_END_WITHIN.toNanos();
        List<Long> last = DataFolder.lastState(root).stream()
                .flatMap(state -> state.processes().stream())
                .map(UpState.Running::pid)
                .filter(pid -> pid != null && pid != ProcessHandle.current().pid())
                .toList();
        while (System.nanoTime() < until
                && last.stream()
                        .anyMatch(pid -> ProcessHandle.of(pid)
                                .filter(ProcessHandle::isAlive)
                                .isPresent())) {
            RunningSystem.sleep();
        }
    }
}
