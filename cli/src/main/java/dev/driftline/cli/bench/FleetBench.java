package dev.driftline.cli.bench;

import dev.driftline.cli.client.ServingClient;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.fleet.Fleet;
import dev.driftline.cli.fleet.Teacher;
import dev.driftline.cli.line.Host;
import dev.driftline.cli.line.Machine;
import dev.driftline.cli.line.ProcessFacts;
import dev.driftline.cli.line.Waiting;
import dev.driftline.cli.load.Load;
import dev.driftline.cli.load.LoadReport;
import dev.driftline.cli.load.ServingQuestion;
import dev.driftline.cli.up.Service;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.prediction.SlotStatus;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A fleet of domains on a system of its own, told and asked. */
final class FleetBench {
    private static final int COLD_ONES = 25;

    /** So many others, or as many as there are, are asked first: the way to a cold one is as warm then as in a service that has run. */
    private static final int COLD_BEFORE = 100;

    private static final int WARM_UP = 200;
    private static final Duration TOLD_WITHIN = Duration.ofMinutes(15);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final double NANOS_A_MILLI = 1e6;
    private static final List<Passage> QUESTION = List.of(Teacher.texts().getFirst());
    private final Host host;
    private final Plan plan;
    private final PrintStream out;
    private final ServingClient serving;
    private final long begunNanos = System.nanoTime();

    /**
     * What is done.
     *
     * @param slots adapters that serving may hold
     * @param time of each load
     */
    record Plan(int domains, int slots, double zipf, double rate, Duration time, long seed) {
        boolean allFit() {
            return slots >= domains;
        }
    }

    FleetBench(Host host, Plan plan, PrintStream out) {
        this.host = host;
        this.plan = plan;
        this.out = out;
        serving = host.endpoints().servingClient();
    }

    FleetReport run() {
        out.println("  learning the adapter of which all are made");
        byte[] model = Teacher.learn(
                host.line(),
                host.endpoints(),
                MethodSettings.defaults(AdapterMethod.EDORA),
                Teacher.ENOUGH_FOR_AN_EXAM);
        try (Fleet fleet = new Fleet(model, host.bootstrapServers())) {
            List<DomainName> names = Fleet.names("fleet", plan.domains());
            out.printf(Locale.ROOT, "  telling %,d domains of %,d bytes each%n", names.size(), model.length);
            fleet.tell(names, 1);
            awaitTold(names.size());
            out.printf(
                    Locale.ROOT,
                    "  serving holds %,d of them in memory%n",
                    inMemory().size());
            return measure(fleet, names, model.length);
        }
    }

    /** Until all were read, and no more of them come into memory. */
    private void awaitTold(int count) {
        int before = 0;
        int loaded = inMemory().size();
        while (told() < count || loaded == 0 || loaded > before) {
            if (System.nanoTime() - begunNanos > TOLD_WITHIN.toNanos()) {
                throw new Failure(
                        ExitCode.FAILURE, "serving read " + told() + " of " + count + " adapters in " + TOLD_WITHIN);
            }
            Waiting.pause(LOOK_EVERY);
            before = loaded;
            loaded = inMemory().size();
        }
    }

    private long told() {
        return serving.slots().stream().filter(FleetBench::isOfTheFleet).count();
    }

    private List<DomainName> inMemory() {
        return serving.slots().stream()
                .filter(slot -> isOfTheFleet(slot) && slot.residentBytes() > 0)
                .map(SlotStatus::domain)
                .toList();
    }

    private static boolean isOfTheFleet(SlotStatus slot) {
        return slot.domain().value().startsWith("fleet-")
                && slot.version() != null
                && !slot.domain().value().equals("fleet-teacher");
    }

    private FleetReport measure(Fleet fleet, List<DomainName> names, int bytes) {
        List<DomainName> resident = inMemory();
        ask(resident, WARM_UP);
        Double fromTopic = plan.allFit() ? null : cold(coldOnes(names, resident));
        Double fromRegistry = plan.allFit() ? null : cold(withRegistry(fleet));
        out.println("  asking the ones in memory");
        List<DomainName> few = names.subList(0, Math.max(1, plan.slots() * 9 / 10));
        ask(few, few.size() * 2);
        LoadReport inMemory = load(few);
        LoadReport all = null;
        Residency residency = null;
        if (!plan.allFit()) {
            out.println("  asking all of them");
            List<DomainName> shuffled = new ArrayList<>(names);
            Collections.shuffle(shuffled, new Random(plan.seed()));
            load(shuffled);
            Residency before = Residency.of(serving);
            all = load(shuffled);
            residency = Residency.of(serving).since(before);
        }
        return new FleetReport(
                plan.domains(),
                plan.slots(),
                bytes,
                plan.zipf(),
                plan.rate(),
                fromTopic,
                fromRegistry,
                inMemory,
                all,
                all == null ? null : all.p99Millis() / inMemory.p99Millis(),
                residency,
                residentBytes(),
                Machine.here());
    }

    /** So often in all, one by one and untimed: what is compiled or loaded on the way must not be timed. */
    private void ask(List<DomainName> domains, int times) {
        for (int i = 0; i < times; i++) {
            serving.predict(domains.get(i % domains.size()), QUESTION);
        }
    }

    private static List<DomainName> coldOnes(List<DomainName> names, List<DomainName> resident) {
        List<DomainName> cold = new ArrayList<>(names);
        cold.removeAll(List.copyOf(resident));
        return cold.subList(0, Math.min(COLD_BEFORE + COLD_ONES, cold.size()));
    }

    private List<DomainName> withRegistry(Fleet fleet) {
        List<DomainName> names = Fleet.names("claimed", COLD_BEFORE + COLD_ONES);
        for (DomainName name : names) {
            host.endpoints().registryClient().keep(fleet.variation(name, 1));
            fleet.tellByReference(name, 1);
        }
        Waiting.until(
                TOLD_WITHIN,
                () -> "serving to have read " + names.size() + " adapters by reference",
                () -> serving.slots().stream()
                                        .filter(slot -> names.contains(slot.domain()) && slot.version() != null)
                                        .count()
                                == names.size()
                        ? Optional.of(true)
                        : Optional.empty());
        return names;
    }

    /** The median of first answers, one by one, in milliseconds, of the last {@value #COLD_ONES}; the others are asked before. */
    private double cold(List<DomainName> domains) {
        List<DomainName> timed = domains.subList(Math.max(0, domains.size() - COLD_ONES), domains.size());
        ask(domains, domains.size() - timed.size());
        double[] millis = new double[timed.size()];
        for (int i = 0; i < millis.length; i++) {
            long asked = System.nanoTime();
            serving.predict(timed.get(i), QUESTION);
            millis[i] = (System.nanoTime() - asked) / NANOS_A_MILLI;
        }
        Arrays.sort(millis);
        return millis[millis.length / 2];
    }

    private LoadReport load(List<DomainName> domains) {
        return new Load(new ServingQuestion(serving, domains, plan.zipf(), Teacher.texts()), plan.seed())
                .atRate(plan.rate(), plan.time());
    }

    private @Nullable Long residentBytes() {
        return host.processes().stream()
                .filter(process -> process.name().equals(Service.SERVING.word()))
                .map(ProcessFacts::residentBytes)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
