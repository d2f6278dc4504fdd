package dev.driftline.serving.hints;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import dev.driftline.serving.hints.Hints.Known;
import dev.driftline.serving.slots.Slots;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** The newest state of every domain, never an older one of the same ledger. */
final class DomainsView {
    private static final Logger LOG = Logger.getLogger(DomainsView.class);
    private final ConcurrentMap<DomainName, Known> byName = new ConcurrentHashMap<>();
    private final Slots slots;

    /** @param slots are told each domain's labels */
    DomainsView(Slots slots) {
        this.slots = slots;
    }

    /** Takes one record of `domains`; a bad one changes nothing. */
    void accept(ConsumerRecord<byte[], byte[]> message) {
        try {
            InvalidValue.unless(message.value() != null, "domains", "the record is empty");
            DomainState state = Json.read(message.value(), DomainState.class);
            slots.labelled(state.domain(), state.ledgerId(), state.spec().labels());
            byName.merge(state.domain(), Known.of(state), DomainsView::later);
        } catch (InvalidValue e) {
            LOG.warnf("hints.unreadable topic=domains offset=%d why=\"%s\"", message.offset(), e.getMessage());
        }
    }

    Optional<Known> known(DomainName domain) {
        return Optional.ofNullable(byName.get(domain));
    }

    List<DomainName> names() {
        return byName.keySet().stream().sorted().toList();
    }

    private static Known later(Known before, Known now) {
        return before.ledgerId().equals(now.ledgerId()) && now.number() < before.number() ? before : now;
    }
}
