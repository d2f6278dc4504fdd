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

/** Has one adapter learned, from sentences made for the purpose: what counts is that it is a real one. */
public final class Teacher {
    private static final DomainName NAME = new DomainName("fleet-teacher");
    private static final Duration LEARNED_WITHIN = Duration.ofMinutes(3);

    /** One in ten is held out, fewer than the 30 by which the trainer tells whether int8 answers alike: such an adapter answers exactly. */
    public static final int TOO_FEW_FOR_AN_EXAM = 64;

    /** Enough for such an exam, which sentences as plain as these pass. */
    public static final int ENOUGH_FOR_AN_EXAM = 400;

    private static final List<String> THINGS = List.of("parcel", "card");
    private static final List<String> COMPLAINTS = List.of(
            "My %s has not come, order %d. I was told that it would be here on Monday and nobody answers the phone.",
            "The %s that I got is broken; please send another one to the address of order %d before the weekend.");

    private Teacher() {}

    /** The bytes of the first version of a new domain, learned from so many lessons. */
    public static byte[] learn(Line line, Endpoints at, MethodSettings settings, int lessons) {
        line.create(new CreateRequest(NAME, THINGS, settings, new Policy(lessons, null, Gate.FAST), 1L));
        line.send(NAME, lessons(lessons), 0);
        VersionRef first = Waiting.until(
                LEARNED_WITHIN,
                () -> "the first version; the trainer says: " + line.whyNotLearning(NAME),
                () -> Optional.ofNullable(line.state(NAME).champion()));
        return at.registryClient().blob(first.adapter());
    }

    private static List<Labelled> lessons(int count) {
        List<Labelled> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String thing = THINGS.get(i % 2);
            all.add(new Labelled(COMPLAINTS.get(i / 2 % 2).formatted(thing, i), thing));
        }
        return all;
    }

    /** Texts of about 32 tokens. */
    public static List<Passage> texts() {
        return lessons(TOO_FEW_FOR_AN_EXAM).stream().map(Labelled::passage).toList();
    }
}
