package dev.driftline.ingest.desk;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.DomainSpec;
import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.example.DomainCheck;
import dev.driftline.contracts.example.Example;
import dev.driftline.contracts.example.ExampleReader;
import dev.driftline.contracts.example.Reading;
import dev.driftline.contracts.example.Reason;
import dev.driftline.contracts.example.Receipt;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.wire.Json;
import dev.driftline.ingest.broker.Outgoing;
import dev.driftline.ingest.broker.RecordLog;
import dev.driftline.ingest.domains.Domains;
import dev.driftline.ingest.line.Line;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Takes one record at a time. Any thread may call. */
public final class Desk {
    private static final String SOURCE = "http";

    private final Domains domains;
    private final RecordLog log;
    private final Tally tally;
    private final int maxRecord;
    private final LongSupplier nanoTime;

    public Desk(Domains domains, RecordLog log, Tally tally, int maxRecord, LongSupplier nanoTime) {
        this.domains = domains;
        this.log = log;
        this.tally = tally;
        this.maxRecord = maxRecord;
        this.nanoTime = nanoTime;
    }

    /** Whether a domain exists, by all that was told of it until now. */
    public boolean isOpen(DomainName domain) {
        return domains.exists(domain, nanoTime.getAsLong());
    }

    /**
     * Checks a record that came through {@code door} and sends it to where it belongs. The future gives its receipt
     * once the broker has acknowledged it, or fails with {@link dev.driftline.ingest.broker.BrokerAway}.
     *
     * @param index the record's place in the request
     */
    public CompletableFuture<Receipt> take(long index, DomainName door, Line line) {
        if (line.isCut()) {
            return reject(index, null, door, line, oversized(line));
        }
        return switch (ExampleReader.read(line.bytes(), door, SOURCE)) {
            case Reading.Rejected no -> reject(index, null, door, line, no);
            case Reading.Accepted yes -> {
                Optional<Reading.Rejected> no = check(yes.example(), line);
                Optional<Place> place = domains.find(door).map(DomainState::place);
                yield no.isEmpty() && place.isPresent()
                        ? accept(index, yes.example(), place.get())
                        : reject(index, yes.example().id(), door, line, no.orElseGet(() -> unknown(yes.example())));
            }
        };
    }

    /** Nobody is turned away by what was known before they came. */
    private Optional<Reading.Rejected> check(Example example, Line line) {
        Optional<Reading.Rejected> no = DomainCheck.check(example, spec(example.domain()));
        if (no.isEmpty()) {
            return no;
        }
        domains.readTo(line.arrivedNanos());
        return DomainCheck.check(example, spec(example.domain()));
    }

    private @Nullable DomainSpec spec(DomainName domain) {
        return domains.find(domain).map(DomainState::spec).orElse(null);
    }

    private static Reading.Rejected unknown(Example example) {
        return DomainCheck.check(example, null).orElseThrow();
    }

    private Reading.Rejected oversized(Line line) {
        return new Reading.Rejected(
                Reason.OVERSIZED,
                "record",
                "record: has " + line.size() + " bytes; at most " + maxRecord + " are read: shorten or split it");
    }

    private CompletableFuture<Receipt> accept(long index, Example example, Place place) {
        long began = nanoTime.getAsLong();
        byte[] key = (example.domain() + "/" + example.id()).getBytes(StandardCharsets.UTF_8);
        Outgoing record = new Outgoing(place.topic(), place.partition(), key, Json.bytes(example), Map.of());
        return log.append(record)
                .whenComplete((written, trouble) -> {
                    if (trouble == null) {
                        tally.accepted(Duration.ofNanos(nanoTime.getAsLong() - began));
                    } else {
                        tally.unsent();
                    }
                })
                .thenApply(at -> Receipt.accepted(index, example.id(), at.topic(), at.partition(), at.offset()));
    }

    private CompletableFuture<Receipt> reject(
            long index, @Nullable String id, DomainName door, Line line, Reading.Rejected why) {
        return log.append(Rejects.record(door, line, why))
                .whenComplete((written, trouble) -> {
                    if (trouble == null) {
                        tally.rejected(why.reason());
                    } else {
                        tally.unsent();
                    }
                })
                .thenApply(written -> Receipt.rejected(index, id, why));
    }
}
