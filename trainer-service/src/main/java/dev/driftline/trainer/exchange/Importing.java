package dev.driftline.trainer.exchange;

import dev.driftline.adapters.exchange.Imported;
import dev.driftline.adapters.exchange.PeftFolder;
import dev.driftline.adapters.exchange.PeftImport;
import dev.driftline.adapters.file.StateFile;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.Offer;
import dev.driftline.contracts.ledger.Trunk;
import dev.driftline.contracts.version.Evidence;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.version.PairedCount;
import dev.driftline.contracts.version.Running;
import dev.driftline.contracts.window.Interval;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.trainer.exam.Recollection;
import dev.driftline.trainer.publish.Contest;
import dev.driftline.trainer.publish.Registry;
import dev.driftline.trainer.step.Chance;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes an adapter that came in the domain's trunk and a candidate, by one ledger entry at the domain's position: nothing of the log is
 * learned and nothing passed over. What the trunk remembers goes on. An update that runs meanwhile loses the race and is cut anew.
 */
final class Importing {
    private static final Logger LOG = Logger.getLogger("trainer");
    private static final int MOST_ROUNDS = 8;
    private static final PairedCount NONE = new PairedCount(0, 0, 0, 0);

    private final PeftImport reader;
    private final BaseCheck bases;
    private final Function<DomainState, Running> running;
    private final Registry registry;
    private final Contest contest;
    private final Consumer<DomainState> told;

    Importing(
            PeftImport reader,
            BaseCheck bases,
            Function<DomainState, Running> running,
            Registry registry,
            Contest contest,
            Consumer<DomainState> told) {
        this.reader = reader;
        this.bases = bases;
        this.running = running;
        this.registry = registry;
        this.contest = contest;
        this.told = told;
    }

    /**
     * Imports, on whatever state the domain has by then.
     *
     * @param base directory that the one who imports names; null when none is named
     * @return the entry that holds it
     */
    LedgerEntry take(DomainName domain, @Nullable String base, PeftFolder folder) {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            DomainState state = registry.state(domain)
                    .orElseThrow(() -> Denied.missing("there is no domain " + domain + ": create it first"));
            if (state.stopped() != null) {
                throw Denied.refused(domain + " is stopped: " + state.stopped() + "; continue it first");
            }
            Imported imported =
                    reader.read(state.spec().settings(), state.spec().labels(), folder);
            bases.require(base, folder.labels().base(), imported.origin().base());
            switch (offer(state, imported)) {
                case Contest.Outcome.Won won -> {
                    return entered(won.entry());
                }
                case Contest.Outcome.Refused refused ->
                    throw Denied.refused("the registry refuses the import: " + refused.why());
                case Contest.Outcome.Lost lost ->
                    LOG.infof(
                            "trainer.import domain=%s lost-to=%d",
                            domain, lost.newest().number());
            }
        }
        throw Denied.later(domain + " got new versions " + MOST_ROUNDS + " times while this one was offered");
    }

    private Contest.Outcome offer(DomainState state, Imported imported) {
        byte[] adapter = imported.adapter();
        byte[] after =
                imported.state(carried(state.trunk(), state.logGeneration()).extras(state.logGeneration()));
        Manifest manifest = manifest(state, imported, adapter, Digest.of(after));
        registry.putBlob(manifest.adapter(), adapter);
        registry.putBlob(manifest.state(), after);
        return contest.run(
                state,
                at -> registry.offer(
                        state.domain(),
                        new Offer(
                                at.state().number(),
                                at.nonce(),
                                manifest,
                                at.state().mark())));
    }

    private Recollection carried(@Nullable Trunk trunk, int logGeneration) {
        return trunk == null
                ? Recollection.NONE
                : Recollection.from(StateFile.extras(registry.blob(trunk.state())), logGeneration);
    }

    private Manifest manifest(DomainState state, Imported imported, byte[] adapter, Digest after) {
        Place place = state.place();
        Trunk trunk = state.trunk();
        return new Manifest(
                Manifest.FORMAT,
                state.domain(),
                state.versions() + 1,
                state.spec().number(),
                reader.base(),
                state.spec().settings(),
                Chance.seed(state.seed(), trunk == null ? null : trunk.adapter(), state.windows()),
                state.windows(),
                null,
                new Interval(place.topicId(), place.partition(), state.position(), state.position()),
                null,
                state.pendingExclusions(),
                0,
                0,
                0,
                0,
                Digest.of(adapter),
                adapter.length,
                after,
                null,
                state.position(),
                0,
                0,
                new Evidence(null, NONE, NONE, 0),
                running.apply(state),
                imported.origin(),
                null,
                null);
    }

    private LedgerEntry entered(LedgerEntry entry) {
        DomainState state = entry.state();
        LOG.infof(
                "trainer.import domain=%s version=%d position=%d entry=%d",
                state.domain(), state.versions(), state.position(), entry.number());
        told.accept(state);
        return entry;
    }
}
