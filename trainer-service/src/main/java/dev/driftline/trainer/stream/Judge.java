package dev.driftline.trainer.stream;

import dev.driftline.contracts.example.DomainCheck;
import dev.driftline.contracts.example.Example;
import dev.driftline.contracts.example.ExampleReader;
import dev.driftline.contracts.example.NormalText;
import dev.driftline.contracts.example.Reading;
import dev.driftline.contracts.example.Reason;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.trainer.window.Arrival;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says of one record whether it is an example to learn, a duplicate, or a reject. Does not speak to anybody. */
final class Judge {
    private static final int EXAM_ONE_IN = 10;
    private static final Set<Reason> MAY_BE_NEWS =
            EnumSet.of(Reason.UNKNOWN_DOMAIN, Reason.UNKNOWN_LABEL, Reason.UNKNOWN_SPEC, Reason.MISPLACED);

    private Judge() {}

    /** What reading a record said, before any domain was asked. */
    record Sighted(RawRecord record, Reading reading, IdIndex.Sighting sighting) {}

    /** What becomes of a record: exactly one of the two is there. */
    record Verdict(RawRecord record, @Nullable Arrival arrival, Reading.@Nullable Rejected rejected) {
        /** Whether a newer state of the domain might say otherwise. */
        boolean mayBeNews() {
            return rejected != null && MAY_BE_NEWS.contains(rejected.reason());
        }
    }

    /** Reads a record and notes its id; to be called once for every record of a partition, in order. */
    static Sighted sight(RawRecord record, IdIndex ids) {
        Reading reading = ExampleReader.read(record.value());
        return switch (reading) {
            case Reading.Accepted accepted ->
                new Sighted(record, reading, ids.note(record.offset(), accepted.example()));
            case Reading.Rejected rejected -> new Sighted(record, rejected, IdIndex.Sighting.NEW);
        };
    }

    static Verdict decide(Sighted sighted, Domains domains) {
        return switch (sighted.reading()) {
            case Reading.Rejected rejected -> new Verdict(sighted.record(), null, rejected);
            case Reading.Accepted accepted ->
                decide(
                        sighted,
                        accepted.example(),
                        domains.state(accepted.example().domain()));
        };
    }

    private static Verdict decide(Sighted sighted, Example example, @Nullable DomainState state) {
        RawRecord record = sighted.record();
        Optional<Reading.Rejected> rejected = DomainCheck.check(example, state == null ? null : state.spec());
        if (rejected.isEmpty() && state != null) {
            rejected = DomainCheck.checkPlace(example, state.place(), record.topic(), record.partition());
        }
        if (rejected.isPresent() || state == null) {
            return new Verdict(record, null, rejected.orElseThrow());
        }
        return switch (sighted.sighting().since(state.begun())) {
            case SAME -> new Verdict(record, Arrival.duplicate(example.domain(), record.offset()), null);
            case OTHER_CONTENT -> new Verdict(record, null, conflict(example));
            case NEW -> new Verdict(record, arrival(record, example, state), null);
        };
    }

    private static Arrival arrival(RawRecord record, Example example, DomainState state) {
        int row = state.spec().labels().indexOf(example.label());
        boolean exam = NormalText.isExam(example.passage(), state.seed(), EXAM_ONE_IN);
        return Arrival.accepted(
                example.domain(), record.offset(), row, exam, happenedAt(record, example), example.passage());
    }

    /** When it says it happened, but no later than its record is stamped, and no earlier than such stamps begin. */
    private static Instant happenedAt(RawRecord record, Example example) {
        Instant accepted = Instant.ofEpochMilli(Math.max(record.timestampMillis(), 0));
        Instant told = example.occurredAt();
        if (told == null || told.isAfter(accepted)) {
            return accepted;
        }
        return told.isBefore(Instant.EPOCH) ? Instant.EPOCH : told;
    }

    private static Reading.Rejected conflict(Example example) {
        return new Reading.Rejected(
                Reason.CONFLICTING_ID,
                "id",
                "id: '" + example.id()
                        + "' came before with another text, second text or label: send the correction with an id of"
                        + " its own");
    }
}
