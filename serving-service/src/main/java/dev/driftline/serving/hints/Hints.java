package dev.driftline.serving.hints;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.TrafficRule;
import dev.driftline.contracts.version.VersionRef;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has been read. Any thread may ask. */
public interface Hints extends AutoCloseable {
    /** What the newest record says of a domain, if it has been read. */
    Optional<Known> known(DomainName domain);

    /** All domains read so far, by name. */
    List<DomainName> domains();

    /** Reads {@code domains} to the end it has at this moment; false: not within the bound, so nobody knows. */
    boolean readDomainsToEnd();

    /** Whether both topics have been read to the end they had at the start. */
    boolean reached();

    /** Whether the reading threads run. */
    boolean alive();

    /** Ends the reading. */
    @Override
    void close();

    /**
     * As much of a domain's state as an answer needs.
     *
     * @param place where its examples lie; null where no more is known than that it is there
     * @param candidate the newest version, where that is not live; null: none waits
     * @param traffic the share of clients that goes to another version than the champion; null: none
     * @param ofEarlierLog the last version whose offsets are those of an earlier log; null where there is none
     * @param abstainBelow as in the domain's policy
     */
    record Known(
            String ledgerId,
            long number,
            boolean hasChampion,
            @Nullable Place place,
            @Nullable VersionRef candidate,
            @Nullable TrafficRule traffic,
            @Nullable Integer ofEarlierLog,
            @Nullable Double abstainBelow) {
        public Known(String ledgerId, long number, boolean hasChampion) {
            this(ledgerId, number, hasChampion, null, null, null, null, null);
        }

        public static Known of(DomainState state) {
            return new Known(
                    state.ledgerId(),
                    state.number(),
                    state.champion() != null,
                    state.place(),
                    state.candidate().orElse(null),
                    state.traffic(),
                    state.ofEarlierLog(),
                    state.spec().policy().abstainBelow());
        }

        /** Whether {@code version} has learned the record at {@code offset} of the place's present log. */
        public boolean hasLearned(VersionRef version, long offset) {
            return version.learnedUpTo() > offset && (ofEarlierLog == null || version.version() > ofEarlierLog);
        }
    }
}
