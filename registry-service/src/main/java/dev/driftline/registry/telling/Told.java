package dev.driftline.registry.telling;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.DomainState;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one domain's topics have been told, as far as this process knows. One thread at a time. */
final class Told {
    /** @param hearing the hearing under way or last done when it was told: a later one knows better */
    private record Note(Seen seen, long hearing) {}

    private final Map<Notice, Note> notes = new EnumMap<>(Notice.class);

    /** The newest entry that {@code notice} was told of in this ledger; 0 for none. */
    long number(Notice notice, String ledgerId) {
        Seen seen = seen(notice, ledgerId);
        return seen == null ? 0 : seen.number();
    }

    /** The version that {@code adapters} says is live in this ledger; 0 for none. */
    int champion(String ledgerId) {
        Seen seen = seen(Notice.ADAPTERS, ledgerId);
        return seen == null ? 0 : seen.champion();
    }

    void told(Notice notice, DomainState state, long hearing) {
        int champion = state.champion() == null ? 0 : state.champion().version();
        notes.put(notice, new Note(new Seen(state.ledgerId(), state.number(), champion), hearing));
    }

    /** Believes the topics, save where this process told something since hearing {@code hearing} began. */
    void compare(DomainName domain, Heard heard, long hearing) {
        for (Notice notice : Notice.values()) {
            Note mine = notes.get(notice);
            if (mine == null || mine.hearing() < hearing) {
                believe(notice, heard.last(notice, domain), hearing);
            }
        }
        if (!heard.allEvents() && !notes.containsKey(Notice.EVENTS)) {
            // its events are older than what was read: they were told before the state was
            believe(Notice.EVENTS, heard.last(Notice.DOMAINS, domain), hearing);
        }
    }

    private void believe(Notice notice, @Nullable Seen seen, long hearing) {
        if (seen == null) {
            notes.remove(notice);
        } else {
            notes.put(notice, new Note(seen, hearing));
        }
    }

    private @Nullable Seen seen(Notice notice, String ledgerId) {
        Note note = notes.get(notice);
        return note == null || !note.seen().ledgerId().equals(ledgerId) ? null : note.seen();
    }
}
