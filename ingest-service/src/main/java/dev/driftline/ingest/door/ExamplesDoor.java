package dev.driftline.ingest.door;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Reason;
import dev.driftline.contracts.example.Receipt;
import dev.driftline.contracts.wire.Problem;
import dev.driftline.ingest.desk.Batch;
import dev.driftline.ingest.desk.Crowded;
import dev.driftline.ingest.desk.Desk;
import dev.driftline.ingest.desk.Room;
import dev.driftline.ingest.desk.Upload;
import dev.driftline.ingest.line.Body;
import dev.driftline.ingest.line.Line;
import dev.driftline.ingest.line.LineReader;
import dev.driftline.ingest.line.TooLarge;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** Turns bodies into records and receipts into answers. */
final class ExamplesDoor {
    static final String NDJSON = "application/x-ndjson";
    private static final int UNPROCESSABLE = 422;
    private static final int TOO_LARGE = 413;
    private static final Logger LOG = Logger.getLogger("ingest");

    private final Desk desk;
    private final Batch batch;
    private final Room room;
    private final Semaphore requests;
    private final IngestSettings settings;
    private final LongSupplier nanoTime;

    ExamplesDoor(Desk desk, Room room, IngestSettings settings, LongSupplier nanoTime) {
        this.desk = desk;
        this.batch = new Batch(desk);
        this.room = room;
        this.requests = new Semaphore(settings.maxRequests());
        this.settings = settings;
        this.nanoTime = nanoTime;
    }

    /** A body that is one example, or an array of them. */
    Response json(String name, OptionalLong length, InputStream in) throws IOException {
        return whole(
                name,
                length,
                in,
                (domain, body) -> body.isArray()
                        ? many(domain, body.elements(settings.maxRecord(), settings.maxRecords()))
                        : one(domain, body.record(settings.maxRecord())));
    }

    /** Lines, answered as a whole, for who reads JSON only. */
    Response lines(String name, OptionalLong length, InputStream in) throws IOException {
        return whole(
                name,
                length,
                in,
                (domain, body) -> many(domain, body.lines(settings.maxRecord(), settings.maxRecords())));
    }

    /** Lines without end, answered while they are read. */
    Response stream(String name, InputStream in) {
        DomainName domain = enter(name);
        LineReader lines = new LineReader(in, settings.maxRecord(), nanoTime);
        Upload upload = new Upload(desk, room, settings.streamPatience(), domain, lines, requests::release);
        return Response.ok(UploadAnswer.begin(domain, upload, nanoTime), NDJSON).build();
    }

    private interface Answer {
        Response to(DomainName domain, Body body) throws IOException;
    }

    private Response whole(String name, OptionalLong length, InputStream in, Answer answer) throws IOException {
        DomainName domain = enter(name);
        try {
            if (length.orElse(0) > settings.maxBody()) {
                throw new TooLarge("body: has " + length.getAsLong() + " bytes; at most " + settings.maxBody()
                        + " are read: send less at once, or stream lines as " + NDJSON);
            }
            // all of the room is taken once a body is more than one chunk: who announces much and sends nothing holds
            // little
            int rest = Math.toIntExact(Math.max(0, length.orElse(settings.maxBody()) - Body.CHUNK));
            try (Room.Claim claim = room.claim(Body.CHUNK, rest, settings.patience())) {
                return answer.to(domain, Body.read(in, settings.maxBody(), claim::more, nanoTime));
            }
        } finally {
            requests.release();
        }
    }

    /** Who is let in leaves by releasing {@link #requests}. */
    private DomainName enter(String name) {
        DomainName domain = new DomainName(name);
        if (!requests.tryAcquire()) {
            throw new Crowded("as many requests are being answered as may be at once: come again");
        }
        boolean open = false;
        try {
            open = desk.isOpen(domain);
        } finally {
            if (!open) {
                requests.release();
            }
        }
        if (!open) {
            throw new NoSuchDomain(domain);
        }
        return domain;
    }

    private Response one(DomainName domain, Line record) {
        Receipt receipt = batch.take(domain, List.of(record)).getFirst();
        Reason reason = receipt.reason();
        if (reason == null) {
            return Response.accepted(receipt).type(MediaType.APPLICATION_JSON).build();
        }
        int status = switch (reason) {
            case OVERSIZED -> TOO_LARGE;
            case BROKEN_JSON -> Response.Status.BAD_REQUEST.getStatusCode();
            case UNKNOWN_FIELD,
                    MISSING_FIELD,
                    INVALID_FIELD,
                    WRONG_DOMAIN,
                    UNKNOWN_DOMAIN,
                    UNKNOWN_LABEL,
                    UNKNOWN_SPEC,
                    MISPLACED,
                    CONFLICTING_ID -> UNPROCESSABLE;
        };
        return Problems.answer(new Problem(reason.word(), status, String.valueOf(receipt.message()), receipt.field()));
    }

    private Response many(DomainName domain, List<Line> records) {
        long began = nanoTime.getAsLong();
        List<Receipt> receipts = batch.take(domain, records);
        long accepted = receipts.stream().filter(Receipt::isAccepted).count();
        long rejected = receipts.size() - accepted;
        LOG.infof(
                "ingest.batch domain=%s accepted=%d rejected=%d took=%dms",
                domain, accepted, rejected, (nanoTime.getAsLong() - began) / 1_000_000);
        return Response.ok(receipts, MediaType.APPLICATION_JSON)
                .header("X-Driftline-Accepted", accepted)
                .header("X-Driftline-Rejected", rejected)
                .build();
    }
}
