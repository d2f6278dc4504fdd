package dev.driftline.ingest.desk;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Reading;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.RejectHeaders;
import dev.driftline.contracts.wire.Topics;
import dev.driftline.ingest.broker.Outgoing;
import dev.driftline.ingest.line.Line;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Writes down what was not accepted, as it was received, so that it can be looked at and sent again after a fix. */
final class Rejects {
    private static final int ID_DIGITS = 32;

    private Rejects() {}

    static Outgoing record(DomainName door, Line line, Reading.Rejected why) {
        Map<String, String> headers = new HashMap<>();
        headers.put(RejectHeaders.CAUSE, why.message());
        headers.put(RejectHeaders.REASON, why.reason().word());
        headers.put(RejectHeaders.FIELD, why.field());
        headers.put(RejectHeaders.MESSAGE, why.message());
        headers.put(RejectHeaders.ID, id(door, line));
        if (line.isCut()) {
            headers.put(RejectHeaders.SHORTENED, Long.toString(line.size()));
        }
        return new Outgoing(
                Topics.REJECTED, null, door.value().getBytes(StandardCharsets.UTF_8), line.bytes(), headers);
    }

    /** The same record rejected twice at the same door is one reject. */
    private static String id(DomainName door, Line line) {
        String whole = door + "/" + line.digest();
        return Digest.of(whole.getBytes(StandardCharsets.UTF_8)).hex().substring(0, ID_DIGITS);
    }
}
