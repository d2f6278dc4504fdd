package dev.driftline.cli.line;

import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.DomainSpec;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.domain.Policy;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.example.Receipt;
import dev.driftline.contracts.ledger.CreateRequest;
import dev.driftline.contracts.ledger.Decision;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.Fold;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.PredictionId;
import dev.driftline.contracts.version.Evidence;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.version.PairedCount;
import dev.driftline.contracts.version.Running;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.window.Interval;
import dev.driftline.contracts.wire.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A line in memory: a window is learned and served the moment it is full; what it answers is the test's to say. */
public final class FakeLine implements Line {
    private static final Place PLACE = new Place("examples", "fake-topic", 3);

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final int window;
    private final Answers answers;
    private final Map<DomainName, List<LedgerEntry>> ledgers = new HashMap<>();
    private final Map<DomainName, Long> ends = new HashMap<>();

    private long asked;

    /** The label of a text after so many learned examples. */
    public interface Answers {
        String label(String text, long learned);
    }

    public FakeLine(int window, Answers answers) {
        this.window = window;
        this.answers = answers;
    }

    @Override
    public synchronized DomainState create(CreateRequest request) {
        DomainSpec spec =
                new DomainSpec(1, request.labels(), MethodSettings.defaults(AdapterMethod.HEAD), Policy.DEFAULT);
        LedgerEvent.Created created = new LedgerEvent.Created(spec, PLACE, 1, 0);
        DomainState state = Fold.first(request.name(), "fake", created);
        ledgers.put(request.name(), new ArrayList<>(List.of(entry(created, state))));
        ends.put(request.name(), 0L);
        return state;
    }

    @Override
    public synchronized List<DomainName> domains() {
        return List.copyOf(ledgers.keySet());
    }

    @Override
    public synchronized DomainState state(DomainName domain) {
        return ledgerOf(domain).getLast().state();
    }

    @Override
    public synchronized List<LedgerEntry> ledger(DomainName domain, long from) {
        List<LedgerEntry> all = ledgerOf(domain);
        return List.copyOf(all.subList((int) Math.min(from - 1, all.size()), all.size()));
    }

    @Override
    public synchronized List<Receipt> send(DomainName domain, List<Labelled> examples, long firstId) {
        List<Receipt> receipts = new ArrayList<>();
        for (int index = 0; index < examples.size(); index++) {
            long offset = ends.merge(domain, 1L, Long::sum) - 1;
            receipts.add(Receipt.accepted(index, String.valueOf(firstId + index), "examples", 3, offset));
            if (offset + 1 - state(domain).position() == window) {
                addVersion(domain, offset + 1);
            }
        }
        return receipts;
    }

    @Override
    public synchronized Map<DomainName, Integer> answering() {
        Map<DomainName, Integer> versions = new HashMap<>();
        ledgers.forEach((domain, entries) -> {
            VersionRef champion = entries.getLast().state().champion();
            if (champion != null) {
                versions.put(domain, champion.version());
            }
        });
        return versions;
    }

    @Override
    public synchronized Optional<Prediction> answer(DomainName domain, List<Passage> texts) {
        VersionRef champion = state(domain).champion();
        if (champion == null) {
            return Optional.empty();
        }
        List<Prediction.Result> results = texts.stream()
                .map(text -> answers.label(text.text(), champion.learnedUpTo()))
                .map(label -> new Prediction.Result(label, List.of(new Prediction.Score(label, 0.9))))
                .toList();
        return Optional.of(new Prediction(
                PredictionId.of(domain, NOON, asked++),
                domain,
                results,
                champion.version(),
                champion.adapter(),
                champion.learnedUpTo()));
    }

    @Override
    public synchronized LedgerEntry rollback(DomainName domain, int version) {
        VersionRef target = ledgerOf(domain).stream()
                .map(entry -> entry.state().newest())
                .filter(newest -> newest != null && newest.version() == version)
                .findFirst()
                .orElseThrow();
        return append(domain, new LedgerEvent.RolledBack(target));
    }

    @Override
    public synchronized LedgerEntry release(DomainName domain) {
        Decision decision = new Decision(true, "the newest is no worse");
        return append(domain, new LedgerEvent.Released(state(domain).newest(), decision));
    }

    @Override
    public String whyNotLearning(DomainName domain) {
        return "this is a fake";
    }

    private void addVersion(DomainName domain, long to) {
        DomainState before = state(domain);
        int version = before.versions() + 1;
        Manifest manifest = manifest(domain, version, before.position(), to);
        append(domain, new LedgerEvent.VersionAdded(manifest, null, new Decision(!before.held(), "fake")));
    }

    private LedgerEntry append(DomainName domain, LedgerEvent event) {
        LedgerEntry entry = entry(event, Fold.next(state(domain), event));
        ledgerOf(domain).add(entry);
        return entry;
    }

    private List<LedgerEntry> ledgerOf(DomainName domain) {
        return Optional.ofNullable(ledgers.get(domain)).orElseThrow();
    }

    private static LedgerEntry entry(LedgerEvent event, DomainState state) {
        return new LedgerEntry(LedgerEntry.FORMAT, "nonce-" + state.number(), Instant.EPOCH, event, state);
    }

    private static Manifest manifest(DomainName domain, int version, long from, long to) {
        Digest digest = Digest.of((domain + "@" + version).getBytes(StandardCharsets.UTF_8));
        Integer parent = version == 1 ? null : version - 1;
        return new Manifest(
                Manifest.FORMAT,
                domain,
                version,
                1,
                digest,
                MethodSettings.defaults(AdapterMethod.HEAD),
                1,
                version - 1,
                parent,
                new Interval(PLACE.topicId(), PLACE.partition(), from, to),
                null,
                List.of(),
                (int) (to - from) - 1,
                1,
                0,
                0,
                digest,
                100,
                digest,
                null,
                to,
                0.5,
                1,
                new Evidence(parent, new PairedCount(1, 0, 0, 0), new PairedCount(0, 0, 0, 0), 1),
                new Running(1, "cpu", "fake", "fp32", "none", true),
                null,
                null,
                null);
    }
}
