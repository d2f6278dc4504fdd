package dev.driftline.cli.why;

import dev.driftline.cli.terminal.Table;
import dev.driftline.contracts.ledger.VersionView;
import dev.driftline.contracts.prediction.Capture;
import dev.driftline.contracts.prediction.Prediction.Score;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.version.Running;
import dev.driftline.contracts.window.Exclusion;
import dev.driftline.contracts.wire.Topics;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A story for people. */
public final class StoryText {
    private static final int MOST_SCORES = 3;
    private static final String INDENT = "  ";

    private final Story story;
    private final Manifest manifest;
    private final StringBuilder text = new StringBuilder();

    private StoryText(Story story) {
        this.story = story;
        this.manifest = story.version().manifest();
    }

    public static String of(Story story) {
        return new StoryText(story).write();
    }

    private String write() {
        answer();
        line(name() + ", made at " + story.version().at());
        live();
        learned();
        made();
        before();
        return text.toString();
    }

    private void answer() {
        Capture answer = story.answer();
        if (answer == null) {
            return;
        }
        line(answer.name() + ", given at " + answer.id().at());
        part("asked", answer.text().text());
        if (answer.text().textPair() != null) {
            part("", answer.text().textPair());
        }
        part("answered", scores(answer));
        line("");
    }

    private static String scores(Capture answer) {
        List<Score> scores = answer.result().scores();
        String words = scores.stream()
                .limit(MOST_SCORES)
                .map(score -> String.format(Locale.ROOT, "%s (%.4f)", score.label(), score.score()))
                .collect(Collectors.joining(", "));
        int others = scores.size() - MOST_SCORES;
        return words
                + (others > 0 ? " and " + others + " more" : "")
                + (Boolean.TRUE.equals(answer.result().abstained()) ? "; abstained" : "");
    }

    private void live() {
        if (story.live().isEmpty()) {
            part("live", "never; the gate: " + story.version().decision().reason());
        }
        for (Reign reign : story.live()) {
            part("live", "from " + reign.from() + ": " + reign.began());
            if (reign.until() != null) {
                part("", "until " + reign.until() + ": " + reign.ended());
            }
        }
        Capture answer = story.answer();
        if (answer != null
                && story.live().stream()
                        .noneMatch(reign -> reign.holds(answer.id().at()))) {
            part(
                    "",
                    "not when it gave this answer: it was asked for by number, time or alias, by a traffic rule, or of a"
                            + " replica that had not heard of the change");
        }
    }

    private void learned() {
        if (manifest.origin() != null) {
            part(
                    "learned",
                    "nothing here: imported from a " + manifest.origin().kind() + " of PEFT, file "
                            + manifest.origin().file());
            return;
        }
        part(
                "learned",
                "records " + manifest.interval() + " of topic " + Topics.EXAMPLES + ": " + manifest.trained()
                        + " trained on, " + manifest.examined() + " kept for the exam, " + manifest.duplicates()
                        + " duplicates; and " + manifest.drawn() + " drawn from what came before");
        if (manifest.validation() != null) {
            part("", "its magnitudes were set by records " + manifest.validation());
        }
        if (story.newestAt() != null) {
            part("newest", "of all that it has learned: " + story.newestAt());
        }
        for (Exclusion exclusion : manifest.exclusions()) {
            part("left out", "records " + exclusion.interval() + ": " + exclusion.reason());
        }
    }

    private void made() {
        Running running = manifest.running();
        part(
                "by",
                String.format(
                        Locale.ROOT,
                        "%s, rank %d, seed %d, %d steps, loss %.3f, in %s on %s (%s, %d threads), libtorch %s",
                        manifest.settings().method().word(),
                        manifest.settings().rank(),
                        manifest.seed(),
                        manifest.steps(),
                        manifest.loss(),
                        running.baseForm(),
                        running.device(),
                        running.cpuCapability(),
                        running.threads(),
                        running.libtorch()));
        Double temperature = manifest.temperature();
        part(
                "scores",
                temperature == null
                        ? "as they were learned, at temperature 1"
                        : "at temperature " + temperature + ", fitted on its exam");
        part("base", manifest.base().toString());
        part("adapter", manifest.adapter().toString());
    }

    private void before() {
        if (story.madeFrom().isEmpty()) {
            return;
        }
        line("");
        line("Made from, newest first");
        Table table = new Table("VERSION", "MADE AT", "OFFSETS", "TRAINED", "GATE");
        for (VersionView view : story.madeFrom()) {
            Manifest one = view.manifest();
            boolean imported = one.origin() != null;
            table.row(
                    one.domain() + "@" + one.version(),
                    view.at(),
                    imported ? "imported" : one.interval(),
                    imported ? "-" : one.trained() + "+" + one.drawn(),
                    view.decision().reason());
        }
        text.append(table);
        Integer next = story.madeFrom().getLast().manifest().parent();
        if (next != null) {
            line("and before those " + manifest.domain() + "@" + next + ": ./driftline why " + manifest.domain() + "@"
                    + next);
        }
    }

    private String name() {
        return manifest.domain() + "@" + manifest.version();
    }

    private void part(String what, String words) {
        line(INDENT + String.format(Locale.ROOT, "%-9s", what) + words);
    }

    private void line(String words) {
        text.append(words.stripTrailing()).append('\n');
    }
}
