package dev.driftline.registry.change;

import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.DomainSpec;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.domain.Policy;
import dev.driftline.contracts.ledger.CreateRequest;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.wire.Topics;
import dev.driftline.registry.ledger.Appended;
import dev.driftline.registry.ledger.Ledger;
import dev.driftline.registry.place.BrokerAway;
import dev.driftline.registry.place.ExampleLog;
import dev.driftline.registry.place.TopicDescription;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** How a domain begins: its place is chosen, and its position is where that place ends now. */
public final class Creation {
    private final Ledger ledger;
    private final ExampleLog log;
    private final Supplier<String> nonces;
    private final LongSupplier seeds;
    private final Consumer<LedgerEntry> written;

    /** @param written hears of every entry that was written here, in the caller's thread */
    public Creation(
            Ledger ledger, ExampleLog log, Supplier<String> nonces, LongSupplier seeds, Consumer<LedgerEntry> written) {
        this.ledger = ledger;
        this.log = log;
        this.nonces = nonces;
        this.seeds = seeds;
        this.written = written;
    }

    /** Creates a domain; throws {@link Refused} when there is one of that name. */
    public LedgerEntry create(CreateRequest request) {
        DomainSpec spec = spec(request);
        if (ledger.newest(request.name()).isPresent()) {
            throw exists(request);
        }
        Place place = examples().placeOf(request.name());
        long seed = request.seed() == null ? seeds.getAsLong() : request.seed();
        LedgerEvent.Created created =
                new LedgerEvent.Created(spec, place, seed, log.offsets(place).end());
        return switch (ledger.create(request.name(), created, nonces.get())) {
            case Appended.Won won -> {
                written.accept(won.entry());
                yield won.entry();
            }
            case Appended.Lost ignored -> throw exists(request);
        };
    }

    private TopicDescription examples() {
        Optional<TopicDescription> topic = log.describe(Topics.EXAMPLES);
        if (topic.isEmpty()) {
            log.ensureTopics();
            topic = log.describe(Topics.EXAMPLES);
        }
        return topic.orElseThrow(() -> new BrokerAway("topic " + Topics.EXAMPLES + " is not there yet", null));
    }

    private static DomainSpec spec(CreateRequest request) {
        MethodSettings settings =
                request.settings() == null ? MethodSettings.defaults(AdapterMethod.EDORA) : request.settings();
        Policy policy = request.policy() == null ? Policy.DEFAULT : request.policy();
        return new DomainSpec(1, request.labels(), settings, policy);
    }

    private static Refused exists(CreateRequest request) {
        return new Refused("there is a domain " + request.name() + " already");
    }
}
