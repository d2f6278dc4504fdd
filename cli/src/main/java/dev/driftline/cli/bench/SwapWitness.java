package dev.driftline.cli.bench;

import dev.driftline.cli.client.ServiceFailure;
import dev.driftline.cli.client.ServingClient;
import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.load.Question;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.wire.Digest;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks the same text twice in one question, and holds both answers against what the version that they name answered the first time; versions
 * differ in their bias, so that their scores do by more than rounding.
 */
final class SwapWitness implements Question {
    private static final double SAME = 1e-3;
    private final ServingClient serving;
    private final List<DomainName> domains;
    private final List<Passage> question;
    private final ConcurrentMap<Digest, Double> scores = new ConcurrentHashMap<>();
    private final ConcurrentMap<DomainName, Integer> newest = new ConcurrentHashMap<>();
    private final AtomicLong mixed = new AtomicLong();

    SwapWitness(ServingClient serving, List<DomainName> domains, Passage text) {
        this.serving = serving;
        this.domains = List.copyOf(domains);
        question = List.of(text, text);
    }

    /** Answers that mixed versions, or were of an older one than was seen before they were asked. */
    long mixed() {
        return mixed.get();
    }

    @Override
    public String trouble(Random random) {
        DomainName domain = domains.get(random.nextInt(domains.size()));
        int before = newest.getOrDefault(domain, 0);
        try {
            Prediction answer = serving.predict(domain, question);
            newest.merge(domain, answer.version(), Math::max);
            if (answer.version() < before || isMixed(answer)) {
                mixed.incrementAndGet();
            }
            return "";
        } catch (ServiceFailure e) {
            return "HTTP " + e.status();
        } catch (Failure e) {
            return "no answer";
        }
    }

    private boolean isMixed(Prediction answer) {
        double first = score(answer.results().getFirst());
        double second = score(answer.results().getLast());
        Double known = scores.putIfAbsent(answer.digest(), first);
        return Math.abs(first - second) > SAME || (known != null && Math.abs(first - known) > SAME);
    }

    /** Of the label whose name comes first, so that it is the same label in every answer. */
    private static double score(Prediction.Result result) {
        return result.scores().stream()
                .min((one, other) -> one.label().compareTo(other.label()))
                .orElseThrow()
                .score();
    }
}
