package dev.driftline.trainer.stream;

import dev.driftline.contracts.example.Reading;
import dev.driftline.contracts.example.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Rejects that are acknowledged when the test says so. */
final class FakeRejects implements Rejects {
    final Map<Long, Reading.Rejected> told = new LinkedHashMap<>();
    final TreeSet<Long> unacknowledged = new TreeSet<>();

    Reason reason(long offset) {
        return Objects.requireNonNull(told.get(offset)).reason();
    }

    @Override
    public void tell(RawRecord record, Reading.Rejected why) {
        told.put(record.offset(), why);
        unacknowledged.add(record.offset());
    }

    @Override
    public OptionalLong firstUnacknowledged(int partition) {
        return unacknowledged.isEmpty() ? OptionalLong.empty() : OptionalLong.of(unacknowledged.first());
    }
}
