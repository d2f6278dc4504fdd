package dev.driftline.serving.hints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.DomainSpec;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.domain.Policy;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.Fold;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.Json;
import dev.driftline.serving.slots.FakeBlobs;
import dev.driftline.serving.slots.FakeEngine;
import dev.driftline.serving.slots.Slots;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HintRecordsTest {
    private static final DomainName SPAM = new DomainName("spam");
    private final DomainsView view = new DomainsView();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void aDomainIsKnownByItsNewestState() {
        view.accept(message("spam", Json.bytes(state("A"))));
        assertThat(view.known(SPAM)).contains(new Hints.Known("A", 1, false, null));
        DomainState promoted = Fold.next(state("A"), new LedgerEvent.Stopped("a person said so"));
        view.accept(message("spam", Json.bytes(promoted)));
        view.accept(message("spam", Json.bytes(state("A"))));
        assertThat(view.known(SPAM)).contains(new Hints.Known("A", 2, false, null));
    }

    @Test
    void aDomainCreatedAnewBeginsAnotherLedger() {
        view.accept(message("spam", Json.bytes(Fold.next(state("A"), new LedgerEvent.Stopped("x")))));
        view.accept(message("spam", Json.bytes(state("B"))));
        assertThat(view.known(SPAM)).contains(new Hints.Known("B", 1, false, null));
    }

    @Test
    void rubbishInDomainsChangesNothing() {
        view.accept(message("spam", Json.bytes(state("A"))));
        view.accept(message("spam", null));
        view.accept(message("spam", "{".getBytes(StandardCharsets.UTF_8)));
        view.accept(message("spam", Json.bytes(List.of(1))));
        assertThat(view.names()).containsExactly(SPAM);
    }

    @Test
    void rubbishInAdaptersIsCountedAndTheGoodOnesGoOn() {
        try (Slots slots = new Slots(new FakeEngine(), new FakeBlobs(), 9, meters, InstantSource.system())) {
            AdapterHints hints = new AdapterHints(slots);
            byte[] good = hint("spam").encode();
            hints.accept(message("spam", null));
            hints.accept(message(null, good));
            hints.accept(message("spam", new byte[0]));
            hints.accept(message("spam", "DLA1".getBytes(StandardCharsets.UTF_8)));
            hints.accept(message("spam", "what is this".getBytes(StandardCharsets.UTF_8)));
            hints.accept(message("other", good));
            hints.accept(message("x".repeat(9_000), good));
            for (String header : List.of("null", "{}", "[]", "{\"domain\":\"spam\"}", "{\"domain\":null}")) {
                hints.accept(message("spam", withHeader(header)));
            }
            assertThat(slots.statuses()).isEmpty();
            assertThat(unreadable()).isEqualTo(12);
            hints.accept(message("spam", good));
            assertThat(slots.statuses()).hasSize(1);
            assertThat(unreadable()).isEqualTo(12);
        }
    }

    private double unreadable() {
        return meters.get("driftline.serving.refused")
                .tag("reason", "unreadable")
                .counter()
                .count();
    }

    private static byte[] withHeader(String header) {
        byte[] head = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + head.length)
                .put("DLA1".getBytes(StandardCharsets.UTF_8))
                .putInt(head.length)
                .put(head)
                .array();
    }

    private static AdapterRecord hint(String domain) {
        byte[] adapter = FakeEngine.adapter(1);
        VersionRef ref = new VersionRef(1, Digest.of(adapter), adapter.length, 10);
        return new AdapterRecord(new AdapterRecord.Header(new DomainName(domain), "A", 2, ref), adapter);
    }

    private static DomainState state(String ledger) {
        DomainSpec spec =
                new DomainSpec(1, List.of("ham", "spam"), MethodSettings.defaults(AdapterMethod.HEAD), Policy.DEFAULT);
        return Fold.first(SPAM, ledger, new LedgerEvent.Created(spec, new Place("examples", "id", 0), 1, 0));
    }

    private static ConsumerRecord<byte[], byte[]> message(@Nullable String key, byte @Nullable [] value) {
        return new ConsumerRecord<>("t", 0, 7, key == null ? null : key.getBytes(StandardCharsets.UTF_8), value);
    }
}
