package dev.driftline.cli.line;

import dev.driftline.cli.client.Endpoints;
import dev.driftline.cli.client.IngestClient;
import dev.driftline.cli.client.RegistryClient;
import dev.driftline.cli.client.ServiceFailure;
import dev.driftline.cli.client.ServingClient;
import dev.driftline.cli.client.TrainerClient;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.example.Receipt;
import dev.driftline.contracts.ledger.CreateRequest;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.SlotStatus;
import dev.driftline.contracts.training.TrainingStatus;
import dev.driftline.contracts.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The line over the four services' APIs. */
final class HttpLine implements Line {
    private static final int LEDGER_ENTRIES = 200;
    private static final int MAX_SENDS = 60;
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(500);
    /** Unknown to serving so far, no version yet, or its adapter is being loaded. */
    private static final Set<Integer> NO_ANSWER_YET = Set.of(404, 409, 503);

    private final RegistryClient registry;
    private final IngestClient ingest;
    private final TrainerClient trainer;
    private final ServingClient serving;

    HttpLine(Endpoints at) {
        registry = at.registryClient();
        ingest = at.ingestClient();
        trainer = at.trainerClient();
        serving = at.servingClient();
    }

    @Override
    public DomainState create(CreateRequest request) {
        return registry.create(request);
    }

    @Override
    public List<DomainName> domains() {
        return registry.domains().stream().map(DomainState::domain).toList();
    }

    @Override
    public DomainState state(DomainName domain) {
        return registry.domain(domain);
    }

    @Override
    public List<LedgerEntry> ledger(DomainName domain, long from) {
        return registry.ledger(domain, from, LEDGER_ENTRIES);
    }

    @Override
    public List<Receipt> send(DomainName domain, List<Labelled> examples, long firstId) {
        List<String> records = new ArrayList<>(examples.size());
        for (Labelled example : examples) {
            Map<String, String> record = new HashMap<>(Map.of(
                    "id", String.valueOf(firstId + records.size()), "text", example.text(), "label", example.label()));
            if (example.textPair() != null) {
                record.put("textPair", example.textPair());
            }
            records.add(Json.text(record));
        }
        List<Receipt> receipts = sendPatiently(domain, records);
        for (Receipt receipt : receipts) {
            if (!receipt.isAccepted()) {
                throw new Failure(
                        ExitCode.REJECTED,
                        "example " + (firstId + receipt.index()) + " was rejected: " + receipt.message());
            }
        }
        return receipts;
    }

    @Override
    public Map<DomainName, Integer> answering() {
        Map<DomainName, Integer> versions = new HashMap<>();
        for (SlotStatus slot : serving.slots()) {
            Integer version = slot.version();
            if (version != null) {
                versions.put(slot.domain(), version);
            }
        }
        return versions;
    }

    @Override
    public Optional<Prediction> answer(DomainName domain, List<Passage> texts) {
        try {
            return Optional.of(serving.predict(domain, texts));
        } catch (ServiceFailure e) {
            if (NO_ANSWER_YET.contains(e.status())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public LedgerEntry rollback(DomainName domain, int version) {
        return registry.rollback(domain, version);
    }

    @Override
    public LedgerEntry release(DomainName domain) {
        return registry.release(domain);
    }

    @Override
    public String whyNotLearning(DomainName domain) {
        return trainer.training().stream()
                .filter(status -> status.domain().equals(domain))
                .findFirst()
                .map(TrainingStatus::why)
                .orElse("the trainer does not know the domain");
    }

    /** Ids make it harmless to send again what was half received. */
    private List<Receipt> sendPatiently(DomainName domain, List<String> records) {
        for (int sends = 1; ; sends++) {
            try {
                return ingest.send(domain, records);
            } catch (ServiceFailure e) {
                if (!e.isPassing() || sends == MAX_SENDS) {
                    throw e;
                }
                Waiting.pause(e.retryAfter().compareTo(SHORTEST_WAIT) > 0 ? e.retryAfter() : SHORTEST_WAIT);
            }
        }
    }
}
