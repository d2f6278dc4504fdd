package dev.driftline.cli.bench;

import dev.driftline.cli.client.ServingClient;
import dev.driftline.cli.fleet.Fleet;
import dev.driftline.cli.fleet.Teacher;
import dev.driftline.cli.line.Host;
import dev.driftline.cli.line.Machine;
import dev.driftline.cli.line.ProcessFacts;
import dev.driftline.cli.line.Waiting;
import dev.driftline.cli.load.Load;
import dev.driftline.cli.load.LoadReport;
import dev.driftline.cli.up.Service;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.prediction.SlotStatus;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Blocks with a swap a second and blocks without, in turn, on a system of its own. */
final class SwapBench {
    private static final Duration SWAP_EVERY = Duration.ofSeconds(1);
    private static final Duration TOLD_WITHIN = Duration.ofMinutes(1);
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private final Host host;
    private final int blocks;
    private final Duration time;
    private final int clients;
    private final List<DomainName> domains;
    private final PrintStream out;
    private final ServingClient serving;
    private int version = 1;

    /** @param blocks of each kind */
    SwapBench(Host host, int blocks, Duration time, int clients, int domains, PrintStream out) {
        this.host = host;
        this.blocks = blocks;
        this.time = time;
        this.clients = clients;
        this.domains = Fleet.names("swap", domains);
        this.out = out;
        serving = host.endpoints().servingClient();
    }

    SwapReport run() {
        out.println("  learning the adapter of which all are made");
        byte[] model = Teacher.learn(
                host.line(),
                host.endpoints(),
                MethodSettings.defaults(AdapterMethod.EDORA),
                Teacher.TOO_FEW_FOR_AN_EXAM);
        try (Fleet fleet = new Fleet(model, host.bootstrapServers())) {
            fleet.tell(domains, version);
            Waiting.until(
                    TOLD_WITHIN,
                    () -> "serving to hold " + domains.size() + " adapters",
                    () -> resident() == domains.size() ? Optional.of(true) : Optional.empty());
            return measure(fleet);
        }
    }

    private SwapReport measure(Fleet fleet) {
        SwapWitness witness = new SwapWitness(serving, domains, Teacher.texts().getFirst());
        Load load = new Load(witness, 1);
        load.saturating(clients, WARM_UP);
        List<LoadReport> calm = new ArrayList<>();
        List<LoadReport> swapping = new ArrayList<>();
        long firstBytes = 0;
        long swapsBefore = swaps();
        for (int block = 0; block < blocks; block++) {
            calm.add(load.saturating(clients, time));
            out.println("  without   " + calm.getLast());
            swapping.add(withSwaps(fleet, load));
            out.println("  swapping  " + swapping.getLast());
            firstBytes = block == 0 ? residentBytes() : firstBytes;
        }
        List<Double> with = swapping.stream().map(LoadReport::p99Millis).toList();
        List<Double> without = calm.stream().map(LoadReport::p99Millis).toList();
        return new SwapReport(
                swaps() - swapsBefore,
                swapping.stream().mapToLong(LoadReport::failed).sum(),
                witness.mixed(),
                SwapReport.median(with) / SwapReport.median(without),
                with,
                without,
                swapping.stream().map(LoadReport::answersPerSecond).toList(),
                calm.stream().map(LoadReport::answersPerSecond).toList(),
                firstBytes,
                residentBytes(),
                Machine.here());
    }

    private LoadReport withSwaps(Fleet fleet, Load load) {
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService swapper = Executors.newSingleThreadExecutor()) {
            swapper.execute(() -> swap(fleet, over));
            try {
                return load.saturating(clients, time);
            } finally {
                over.set(true);
            }
        }
    }

    /** One domain a second, each in turn. */
    private void swap(Fleet fleet, AtomicBoolean over) {
        while (!over.get()) {
            version++;
            fleet.tell(List.of(domains.get(version % domains.size())), version);
            Waiting.pause(SWAP_EVERY);
        }
    }

    private long resident() {
        return ours().filter(slot -> slot.residentBytes() > 0).count();
    }

    private long swaps() {
        return ours().mapToLong(SlotStatus::swaps).sum();
    }

    private Stream<SlotStatus> ours() {
        return serving.slots().stream().filter(slot -> domains.contains(slot.domain()));
    }

    private long residentBytes() {
        return host.processes().stream()
                .filter(process -> process.name().equals(Service.SERVING.word()))
                .map(ProcessFacts::residentBytes)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(0L);
    }
}
