package dev.driftline.trainer.exchange;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.exchange.PeftImport;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.version.Running;
import dev.driftline.trainer.publish.Contest;
import dev.driftline.trainer.publish.Registry;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Serves one request at a time, once the base is loaded; who finds it taken waits a little, then comes again. Many threads may ask. */
public final class ExchangeDesk {
    static final String MERGED = "merged";

    private final Semaphore turn = new Semaphore(1, true);
    private final Duration patience;
    private volatile @Nullable Clerks clerks;

    private record Clerks(Importing imports, MergedExport exports) {}

    public ExchangeDesk(Duration patience) {
        this.patience = patience;
    }

    /**
     * The base is loaded.
     *
     * @param told hears of a domain's state after an import
     */
    public void open(Base base, Running running, Registry registry, Contest contest, Consumer<DomainState> told) {
        Importing imports = new Importing(
                new PeftImport(base.encoder().geometry(), base.digest()),
                new BaseCheck(base.digest(), Base::digest),
                running,
                registry,
                contest,
                told);
        clerks = new Clerks(imports, new MergedExport(base, registry));
    }

    /** The base is about to leave: nothing begins any more. */
    public void close() {
        clerks = null;
    }

    LedgerEntry take(DomainName domain, @Nullable String base, InputStream zip) {
        Importing imports = clerks().imports();
        enter();
        try {
            return imports.take(domain, base, ZipFolder.read(zip));
        } finally {
            turn.release();
        }
    }

    StreamingOutput export(DomainName domain, int version, String format) {
        unless(format.equals(MERGED), "format", "must be merged here; the registry exports peft");
        MergedExport exports = clerks().exports();
        MergedExport.Plan plan = exports.plan(domain, version);
        return client -> {
            enter();
            try {
                exports.write(plan, client);
            } finally {
                turn.release();
            }
        };
    }

    private Clerks clerks() {
        Clerks there = clerks;
        if (there == null) {
            throw Denied.later("the base is being loaded, or the trainer is ending");
        }
        return there;
    }

    private void enter() {
        try {
            if (!turn.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Denied.later("another import or export is under way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Denied.later("the trainer is ending");
        }
    }
}
