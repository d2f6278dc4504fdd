package dev.driftline.serving.predict;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import java.time.Instant;

/** Which version of a domain is asked. */
public sealed interface Which {
    /** The one that is live; where the domain has a traffic rule, the one that the rule names. */
    record Live() implements Which {}

    /** This one, live or not. */
    record Numbered(int version) implements Which {
        public Numbered {
            unless(version >= 1, "version", "must be 1 or more");
        }
    }

    /** The one that was live then. */
    record LiveAt(Instant then) implements Which {}

    /** The newest that waits for its gate. */
    record Candidate() implements Which {}
}
