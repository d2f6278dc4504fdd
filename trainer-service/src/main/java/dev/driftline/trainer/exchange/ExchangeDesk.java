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
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Serves one request at a time, once the base is loaded; who finds it taken waits a little, then comes again. An import has its turn when
 * it has come whole, so that a slow client keeps nobody waiting. Many threads may ask.
 */
public final class ExchangeDesk {
    static final String MERGED = "merged";

    private final Limits limits;
    private final LongSupplier nanos;
    private final Uploads uploads;
    private final Semaphore turn = new Semaphore(1, true);
    private volatile @Nullable Importing imports;
    private volatile @Nullable MergedExport exports;

    /**
     * How long a client may take.
     *
     * @param patience for which one waits for its turn
     * @param upload in which an import must have been sent
     * @param download in which an export must have been taken, since it keeps its turn until then
     */
    public record Limits(Duration patience, Duration upload, Duration download) {
        public Limits {
            unless(
                    patience.isPositive() && upload.isPositive() && download.isPositive(),
                    "limits",
                    "must be above zero");
        }
    }

    public ExchangeDesk(Limits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
        uploads = new Uploads(limits.upload(), nanos);
    }

    /**
     * The base is loaded.
     *
     * @param running how a domain is run
     * @param told hears of a domain's state after an import
     */
    public void open(
            Base base,
            Function<DomainState, Running> running,
            Registry registry,
            Contest contest,
            Consumer<DomainState> told) {
        exports = new MergedExport(base, registry);
        open(new Importing(
                new PeftImport(base.encoder().geometry(), base.digest()),
                new BaseCheck(base.digest(), Base::digest),
                running,
                registry,
                contest,
                told));
    }

    /** For imports alone. */
    void open(Importing clerk) {
        imports = clerk;
    }

    /** The base is about to leave: nothing begins any more. */
    public void close() {
        imports = null;
        exports = null;
    }

    LedgerEntry take(DomainName domain, @Nullable String base, InputStream zip) {
        present(imports);
        try (Uploads.Upload upload = uploads.read(zip)) {
            enter();
            try {
                return present(imports).take(domain, base, ZipFolder.read(upload.stream()));
            } finally {
                turn.release();
            }
        }
    }

    StreamingOutput export(DomainName domain, int version, String format) {
        unless(format.equals(MERGED), "format", "must be merged here; the registry exports peft");
        MergedExport clerk = present(exports);
        MergedExport.Plan plan = clerk.plan(domain, version);
        return client -> {
            enter();
            try {
                clerk.write(plan, new TimedOutput(client, limits.download(), nanos));
            } finally {
                turn.release();
            }
        };
    }

    private static <T> T present(@Nullable T clerk) {
        if (clerk == null) {
            throw Denied.later("the base is being loaded, or the trainer is ending");
        }
        return clerk;
    }

    private void enter() {
        try {
            if (!turn.tryAcquire(limits.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw Denied.later("another import or export is under way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Denied.later("the trainer is ending");
        }
    }
}
