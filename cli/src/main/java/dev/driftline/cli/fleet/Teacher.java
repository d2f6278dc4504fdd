package dev.driftline.cli.fleet;

import dev.driftline.cli.client.Endpoints;
import dev.driftline.cli.line.Labelled;
import dev.driftline.cli.line.Line;
import dev.driftline.cli.line.Waiting;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.Gate;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.domain.Policy;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.ledger.CreateRequest;
import dev.driftline.contracts.version.VersionRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Has one adapter learned, from sentences made for the purpose: what counts is that it is a real one, not how well it answers. */
public final class Teacher {
    private static final DomainName NAME = new DomainName("fleet-teacher");
    private static final Duration LEARNED_WITHIN = Duration.ofMinutes(3);

    /** Of which so many are held out that the exam tells whether int8 answers alike. */
    private static final int WINDOW = 400;

    private static final List<String> THINGS = List.of("parcel", "card");
    private static final List<String> COMPLAINTS = List.of(
            "My %s has not come, order %d. I was told that it would be here on Monday and nobody answers the phone.",
            "The %s that I got is broken; please send another one to the address of order %d before the weekend.");

    private Teacher() {}

    /** The bytes of the first version of a new domain. */
    public static byte[] learn(Line line, Endpoints at, MethodSettings settings) {
        line.create(new CreateRequest(NAME, THINGS, settings, new Policy(WINDOW, null, Gate.FAST), 1L));
        line.send(NAME, lessons(), 0);
        VersionRef first = Waiting.until(
                LEARNED_WITHIN,
                () -> "the first version; the trainer says: " + line.whyNotLearning(NAME),
                () -> Optional.ofNullable(line.state(NAME).champion()));
        return at.registryClient().blob(first.adapter());
    }

    private static List<Labelled> lessons() {
        List<Labelled> all = new ArrayList<>();
        for (int i = 0; i < WINDOW; i++) {
            String thing = THINGS.get(i % 2);
            all.add(new Labelled(COMPLAINTS.get(i / 2 % 2).formatted(thing, i), thing));
        }
        return all;
    }

    /** Texts of about 32 tokens. */
    public static List<Passage> texts() {
        return lessons().stream().map(Labelled::passage).toList();
    }
}
