package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.client.Endpoints;
import dev.driftline.cli.up.LocalSystem;
import dev.driftline.cli.up.Service;
import dev.driftline.cli.up.SystemSettings;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.Gate;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.domain.Policy;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.example.Receipt;
import dev.driftline.contracts.ledger.CreateRequest;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.version.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** A whole system of packaged processes in a folder of its own, and what tests do to it. */
final class World implements AutoCloseable {
    static final int WINDOW = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(25);
    private static final int PAGE = 1_000;

    final LocalSystem system;

    private World(LocalSystem system) {
        this.system = system;
    }

    /** One thread and one form in the trainer, so that its bits repeat. */
    static World start(Path data) {
        return start(data, Map.of());
    }

    /** With variables for serving. */
    static World start(Path data, Map<String, String> serving) {
        SystemSettings settings = SystemSettings.temporary(data)
                .with(Service.TRAINER, Map.of("DRIFTLINE_THREADS", "1", "DRIFTLINE_TRAINER_FORM", "fp32"))
                .with(Service.SERVING, serving);
        return new World(LocalSystem.start(settings, line -> {}));
    }

    Endpoints at() {
        return system.endpoints();
    }

    /** A domain on the test labels whose windows are cut by count alone. */
    DomainState create(String name) {
        return create(name, MethodSettings.defaults(AdapterMethod.EDORA));
    }

    DomainState create(String name, MethodSettings settings) {
        return create(at(), name, settings);
    }

    static DomainState create(Endpoints at, String name, MethodSettings settings) {
        Policy byCount = new Policy(WINDOW, null, Gate.FAST);
        return at.registryClient()
                .create(new CreateRequest(new DomainName(name), Records.LABELS, settings, byCount, 7L));
    }

    /** Sends records that must all be accepted. */
    List<Receipt> send(String domain, List<String> records) {
        return send(at(), domain, records);
    }

    static List<Receipt> send(Endpoints at, String domain, List<String> records) {
        List<Receipt> receipts = at.ingestClient().send(new DomainName(domain), records);
        assertThat(receipts).hasSameSizeAs(records).allMatch(Receipt::isAccepted);
        return receipts;
    }

    DomainState state(String domain) {
        return at().registryClient().domain(new DomainName(domain));
    }

    List<LedgerEntry> ledger(String domain) {
        return ledger(at(), domain);
    }

    static List<LedgerEntry> ledger(Endpoints at, String domain) {
        return at.registryClient().ledger(new DomainName(domain), 1, PAGE);
    }

    /** Manifests of the domain's versions, oldest first. */
    static List<Manifest> manifests(List<LedgerEntry> ledger) {
        List<Manifest> all = new ArrayList<>();
        for (LedgerEntry entry : ledger) {
            if (entry.event() instanceof LedgerEvent.VersionAdded added) {
                all.add(added.manifest());
            }
        }
        return all;
    }

    void awaitVersions(String domain, int count) {
        await(domain + " has " + count + " versions", () -> state(domain).versions() >= count);
    }

    /** Until serving answers from the version that the ledger calls champion. */
    void awaitServed(String domain) {
        await(domain + "'s champion is served", () -> {
            var champion = state(domain).champion();
            return champion != null && served(domain) == champion.version();
        });
    }

    /** The version that answers; 0 while none does. */
    int served(String domain) {
        try {
            return at().servingClient()
                    .predict(new DomainName(domain), List.of(Passage.of("the rain")))
                    .version();
        } catch (RuntimeException e) {
            return 0;
        }
    }

    /** Starts a service that is down with a fault, and kills it when it stands there. */
    void killAt(Service service, String fault) {
        long before = faultsReached(service);
        system.begin(service, Map.of("DRIFTLINE_FAULT", fault));
        awaitFault(service, before);
        system.kill(service);
    }

    void awaitFault(Service service, long before) {
        await(service + " reaches its fault", () -> faultsReached(service) > before);
    }

    long faultsReached(Service service) {
        return Pattern.compile("fault\\.reached")
                .matcher(log(service))
                .results()
                .count();
    }

    String log(Service service) {
        try {
            return Files.readString(system.log(service));
        } catch (java.io.IOException e) {
            return "";
        }
    }

    static void await(String what, BooleanSupplier holds) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting until " + what).isLessThan(until);
            pause(LOOK_EVERY);
        }
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whole numbers, no gap and no overlap between windows, and every accepted example in exactly one of them. */
    static void assertWhole(List<LedgerEntry> ledger, int accepted) {
        for (int i = 0; i < ledger.size(); i++) {
            assertThat(ledger.get(i).number()).isEqualTo(i + 1L);
        }
        long position = ledger.getFirst().state().position();
        int learned = 0;
        for (Manifest manifest : manifests(ledger)) {
            assertThat(manifest.interval().from()).isEqualTo(position);
            position = manifest.interval().to();
            learned += manifest.trained() + manifest.examined();
        }
        assertThat(learned).as("examples in windows").isEqualTo(accepted);
    }

    @Override
    public void close() {
        system.close();
    }
}
