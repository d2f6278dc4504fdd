package dev.driftline.contracts.example;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.DomainSpec;
import dev.driftline.contracts.domain.Place;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a domain, as it is known now, accepts an example. A pure function; who calls it has read `domains` first. */
public final class DomainCheck {
    private static final int LABELS_NAMED = 12;

    private DomainCheck() {}

    /** The rejection of {@code example} by its domain's spec, if any; {@code spec} is null for a domain that does not exist. */
    public static Optional<Reading.Rejected> check(Example example, @Nullable DomainSpec spec) {
        if (spec == null) {
            return Optional.of(new Reading.Rejected(
                    Reason.UNKNOWN_DOMAIN,
                    "domain",
                    "domain: '" + example.domain() + "' does not exist: create it first"));
        }
        if (example.spec() != null && example.spec() > spec.number()) {
            return Optional.of(new Reading.Rejected(
                    Reason.UNKNOWN_SPEC,
                    "spec",
                    "spec: " + example.spec() + " is newer than the domain's, which is " + spec.number()));
        }
        if (!spec.labels().contains(example.label())) {
            return Optional.of(new Reading.Rejected(
                    Reason.UNKNOWN_LABEL,
                    "label",
                    "label: " + noLabel(example.label(), example.domain(), spec.labels())));
        }
        return Optional.empty();
    }

    /** The rejection of a record that lies elsewhere than its domain does, if so. */
    public static Optional<Reading.Rejected> checkPlace(Example example, Place place, String topic, int partition) {
        if (place.topic().equals(topic) && place.partition() == partition) {
            return Optional.empty();
        }
        return Optional.of(new Reading.Rejected(
                Reason.MISPLACED,
                "record",
                "record: lies in partition " + partition + " of " + topic + ", but " + example.domain()
                        + " reads partition " + place.partition() + " of " + place.topic() + ": send it there"));
    }

    /** Says of {@code label} that it is none of the domain's, and which are. */
    public static String noLabel(String label, DomainName domain, List<String> labels) {
        return Quote.of(label) + " is not a label of " + domain + ": use one of " + named(labels);
    }

    private static String named(List<String> labels) {
        int all = labels.size();
        String some = String.join(", ", labels.subList(0, Math.min(all, LABELS_NAMED)));
        return all > LABELS_NAMED ? some + " and " + (all - LABELS_NAMED) + " more" : some;
    }
}
