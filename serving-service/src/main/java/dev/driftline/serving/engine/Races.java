package dev.driftline.serving.engine;

import dev.driftline.adapters.form.Forms;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Whether a call that has this process' threads to itself is faster by all of them, for small calls and others. Safe for many threads. */
final class Races {
    private static final double NANOS_PER_MILLI = 1e6;

    private record Kind(boolean small, boolean exactly) {
        private static Kind of(int tokens, boolean exactly) {
            return new Kind(Forms.small(tokens), exactly);
        }
    }

    private final Map<Kind, Race> races = new HashMap<>();

    /** They begin with what was measured when the forms were tried. */
    Races(Forms forms) {
        for (int tokens : new int[] {1, Integer.MAX_VALUE}) {
            for (boolean exactly : new boolean[] {true, false}) {
                Race race = new Race();
                for (boolean wide : new boolean[] {true, false}) {
                    var trial = forms.trial(tokens, exactly, wide);
                    race.took(wide, trial.texts() * trial.tokens(), (long) (trial.millis() * NANOS_PER_MILLI));
                }
                races.put(Kind.of(tokens, exactly), race);
            }
        }
    }

    boolean wide(int tokens, boolean exactly) {
        return race(tokens, exactly).wide();
    }

    void took(int tokens, boolean exactly, boolean wide, long nanos) {
        race(tokens, exactly).took(wide, tokens, nanos);
    }

    private Race race(int tokens, boolean exactly) {
        return Objects.requireNonNull(races.get(Kind.of(tokens, exactly)));
    }
}
