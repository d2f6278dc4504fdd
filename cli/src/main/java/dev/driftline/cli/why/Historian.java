package dev.driftline.cli.why;

import dev.driftline.cli.client.RegistryClient;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.ledger.VersionView;
import dev.driftline.contracts.prediction.Capture;
import dev.driftline.contracts.version.VersionRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a version's story out of its domain's ledger. */
public final class Historian {
    private static final int PAGE = 500;

    private final RegistryClient registry;
    private final Function<LedgerEntry, String> words;

    /** @param words an entry of the ledger for people */
    public Historian(RegistryClient registry, Function<LedgerEntry, String> words) {
        this.registry = registry;
        this.words = words;
    }

    /**
     * Everything the ledger knows of a version.
     *
     * @param answer that it gave, where one is asked about
     * @param most of the versions before it
     */
    public Story of(DomainName domain, int version, @Nullable Capture answer, int most) {
        VersionView view = registry.version(domain, version);
        List<LedgerEntry> since = since(domain, version);
        return new Story(answer, view, newestAt(since, version), reigns(since, version), madeFrom(domain, view, most));
    }

    /** The ledger from the entry that added the version to its end. */
    private List<LedgerEntry> since(DomainName domain, int version) {
        List<LedgerEntry> entries = new ArrayList<>();
        long end = registry.domain(domain).number();
        while (end > 0) {
            long from = Math.max(1, end - PAGE + 1);
            List<LedgerEntry> page = registry.ledger(domain, from, (int) (end - from + 1));
            entries.addAll(0, page);
            if (page.isEmpty() || page.getFirst().state().versions() < version) {
                break;
            }
            end = from - 1;
        }
        return entries.stream()
                .filter(entry -> entry.state().versions() >= version)
                .toList();
    }

    private static @Nullable Instant newestAt(List<LedgerEntry> entries, int version) {
        for (LedgerEntry entry : entries) {
            if (entry.event() instanceof LedgerEvent.VersionAdded added
                    && added.manifest().version() == version) {
                return added.ref().newestAt();
            }
        }
        return null;
    }

    private List<Reign> reigns(List<LedgerEntry> entries, int version) {
        List<Reign> reigns = new ArrayList<>();
        LedgerEntry began = null;
        for (LedgerEntry entry : entries) {
            VersionRef champion = entry.state().champion();
            boolean live = champion != null && champion.version() == version;
            if (live && began == null) {
                began = entry;
            } else if (!live && began != null) {
                reigns.add(new Reign(began.at(), words.apply(began), entry.at(), words.apply(entry)));
                began = null;
            }
        }
        if (began != null) {
            reigns.add(new Reign(began.at(), words.apply(began), null, null));
        }
        return reigns;
    }

    private List<VersionView> madeFrom(DomainName domain, VersionView view, int most) {
        List<VersionView> chain = new ArrayList<>();
        Integer parent = view.manifest().parent();
        while (parent != null && chain.size() < most) {
            VersionView before = registry.version(domain, parent);
            chain.add(before);
            parent = before.manifest().parent();
        }
        return chain;
    }
}
