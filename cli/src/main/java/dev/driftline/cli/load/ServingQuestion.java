package dev.driftline.cli.load;

import dev.driftline.cli.client.ServiceFailure;
import dev.driftline.cli.client.ServingClient;
import dev.driftline.cli.failure.Failure;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Passage;
import java.util.List;
import java.util.Random;

/** One of a few texts to one of many domains, over serving's API. */
public final class ServingQuestion implements Question {
    private final ServingClient serving;
    private final List<DomainName> domains;
    private final Zipf popularity;
    private final List<Passage> texts;

    /** @param domains the most asked first */
    public ServingQuestion(ServingClient serving, List<DomainName> domains, double zipf, List<Passage> texts) {
        this.serving = serving;
        this.domains = List.copyOf(domains);
        this.texts = List.copyOf(texts);
        popularity = new Zipf(domains.size(), zipf);
    }

    @Override
    public String trouble(Random random) {
        DomainName domain = domains.get(popularity.draw(random));
        try {
            serving.predict(domain, List.of(texts.get(random.nextInt(texts.size()))));
            return "";
        } catch (ServiceFailure e) {
            return "HTTP " + e.status();
        } catch (Failure e) {
            return "no answer";
        }
    }
}
