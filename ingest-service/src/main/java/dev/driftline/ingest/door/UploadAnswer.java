package dev.driftline.ingest.door;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Receipt;
import dev.driftline.contracts.wire.Json;
import dev.driftline.ingest.desk.Upload;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Writes an upload's receipts as they come, a line each. When the stream cannot go on its last line is a
 * {@link dev.driftline.contracts.wire.Problem} instead: what has no receipt was not acknowledged, and may be sent again
 * with the same ids.
 */
final class UploadAnswer implements StreamingOutput {
    private static final Logger LOG = Logger.getLogger("ingest");

    private final DomainName domain;
    private final Upload upload;
    private final LongSupplier nanoTime;
    private final long beganNanos;
    private Optional<Receipt> receipt;
    private long accepted;
    private long rejected;

    private UploadAnswer(DomainName domain, Upload upload, LongSupplier nanoTime, Optional<Receipt> first) {
        this.domain = domain;
        this.upload = upload;
        this.nanoTime = nanoTime;
        this.beganNanos = nanoTime.getAsLong();
        this.receipt = first;
    }

    /** Waits for the first receipt, so that a stream which cannot begin is answered by a status. */
    static UploadAnswer begin(DomainName domain, Upload upload, LongSupplier nanoTime) {
        try {
            return new UploadAnswer(domain, upload, nanoTime, upload.next());
        } catch (RuntimeException e) {
            upload.close();
            throw e;
        }
    }

    @Override
    public void write(OutputStream out) throws IOException {
        try (upload) {
            writeAll(out);
        }
        LOG.infof(
                "ingest.stream domain=%s accepted=%d rejected=%d took=%dms",
                domain, accepted, rejected, (nanoTime.getAsLong() - beganNanos) / 1_000_000);
    }

    private void writeAll(OutputStream out) throws IOException {
        try {
            while (receipt.isPresent()) {
                write(out, receipt.get());
                if (!upload.isTold()) {
                    out.flush();
                }
                receipt = upload.next();
            }
        } catch (RuntimeException e) {
            LOG.warnf(
                    "ingest.stream domain=%s stopped-after=%d reason=%s", domain, accepted + rejected, e.getMessage());
            writeLine(out, Problems.of(e));
        }
    }

    private void write(OutputStream out, Receipt next) throws IOException {
        if (next.isAccepted()) {
            accepted++;
        } else {
            rejected++;
        }
        writeLine(out, next);
    }

    private static void writeLine(OutputStream out, Object line) throws IOException {
        out.write(Json.bytes(line));
        out.write('\n');
    }
}
