package dev.driftline.cli.command;

import dev.driftline.cli.client.ServingClient;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.terminal.Table;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.Question;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "predict",
        sortOptions = false,
        description = "Ask a domain for the label of one or many texts, or pairs of texts.",
        footer = {
            "",
            "Examples:",
            "  ./driftline predict spam \"you have won a prize\" \"see you at six\"",
            "  ./driftline predict spam - --json < texts.txt",
            "  ./driftline predict support --file tickets.csv --text message --out answers.jsonl",
            "  tail -f feed.jsonl | ./driftline predict support --file -",
            "  ./driftline predict entailment --pairs \"the river froze\" \"it was cold\"",
            "  ./driftline predict spam \"you have won a prize\" --version 7",
            "  ./driftline predict spam \"you have won a prize\" --min-offset 4711 --wait 10s"
        })
final class PredictCommand implements Callable<Integer> {
    private static final int SHOWN_CHARACTERS = 60;

    @Parameters(index = "0", paramLabel = "DOMAIN")
    private DomainName domain;

    @Parameters(
            index = "1..*",
            paramLabel = "TEXT",
            arity = "0..*",
            description = "texts; - reads one a line from standard input")
    private List<String> texts = List.of();

    @Mixin
    private ScoredFile file;

    @Option(
            names = "--pairs",
            description = "every two texts are a pair; a line of standard input holds both with a tab between")
    private boolean pairs;

    @Mixin
    private AskingOptions asking;

    @SuppressWarnings("UnusedVariable") // picocli sees to it; the usual pair would take --version away
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    @Mixin
    private Target target;

    @Mixin
    private Output output;

    /**
     * One answer with what gave it.
     *
     * @param id by which feedback names it
     */
    record Answer(
            String text,
            @Nullable String textPair,
            String id,
            String label,
            @Nullable Boolean abstained,
            List<Prediction.Score> scores,
            int version,
            Digest digest,
            long learnedUpTo) {}

    @Override
    public Integer call() {
        if (file.isNamed()) {
            if (!texts.isEmpty() || pairs) {
                throw new Failure(
                        ExitCode.USAGE, "with --file no TEXT and no --pairs is told: the file holds them all");
            }
            return file.score(target.endpoints().servingClient(), domain, asking.asking(), output);
        }
        file.requireNothingSaid();
        if (texts.isEmpty()) {
            throw new Failure(ExitCode.USAGE, "tell a TEXT, - for standard input, or --file");
        }
        List<Passage> asked = texts.equals(List.of("-")) ? lines() : arguments();
        if (asked.isEmpty()) {
            throw new Failure(ExitCode.FAILURE, "standard input holds no text");
        }
        ServingClient serving = target.endpoints().servingClient();
        List<Answer> answers = new ArrayList<>();
        for (int from = 0; from < asked.size(); from += Question.MAX_TEXTS) {
            List<Passage> some = asked.subList(from, Math.min(asked.size(), from + Question.MAX_TEXTS));
            Prediction prediction = serving.predict(domain, some, asking.asking());
            for (int i = 0; i < some.size(); i++) {
                Prediction.Result result = prediction.results().get(i);
                answers.add(new Answer(
                        some.get(i).text(),
                        some.get(i).textPair(),
                        prediction.id() + "." + i,
                        result.label(),
                        result.abstained(),
                        result.scores(),
                        prediction.version(),
                        prediction.digest(),
                        prediction.learnedUpTo()));
            }
        }
        output.print(answers, words(answers));
        return ExitCode.OK.number();
    }

    /** Of one answer the id stands below, where a line is not widened by it. */
    private String words(List<Answer> answers) {
        boolean many = answers.size() > 1;
        Table table = new Table(heading(many));
        for (Answer answer : answers) {
            List<Object> cells = new ArrayList<>(List.of(
                    answer.abstained() == null ? answer.label() : answer.label() + " (abstained)",
                    String.format(
                            Locale.ROOT, "%.3f", answer.scores().getFirst().score()),
                    domain + "@" + answer.version()));
            if (many) {
                cells.add(answer.id());
            }
            cells.add(brief(answer.text()));
            if (pairs) {
                cells.add(answer.textPair() == null ? "" : brief(answer.textPair()));
            }
            table.row(cells.toArray());
        }
        Answer last = answers.getLast();
        return table + "learned up to offset " + last.learnedUpTo() + ", adapter "
                + last.digest().brief() + (many ? "" : ", prediction " + last.id());
    }

    private String[] heading(boolean many) {
        List<String> heading = new ArrayList<>(List.of("LABEL", "SCORE", "VERSION"));
        if (many) {
            heading.add("PREDICTION");
        }
        heading.add("TEXT");
        if (pairs) {
            heading.add("SECOND TEXT");
        }
        return heading.toArray(String[]::new);
    }

    private static String brief(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= SHOWN_CHARACTERS ? line : line.substring(0, SHOWN_CHARACTERS - 1) + "…";
    }

    private List<Passage> lines() {
        return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> pairs ? pair(line) : passage(line, null))
                .toList();
    }

    private static Passage pair(String line) {
        String[] both = line.split("\t", -1);
        if (both.length != 2) {
            throw new Failure(
                    ExitCode.USAGE,
                    "with --pairs every line is two texts with one tab between; this one has " + (both.length - 1)
                            + " tabs: " + brief(line));
        }
        return passage(both[0], both[1]);
    }

    private List<Passage> arguments() {
        if (!pairs) {
            return texts.stream().map(text -> passage(text, null)).toList();
        }
        if (texts.size() % 2 != 0) {
            throw new Failure(
                    ExitCode.USAGE,
                    "with --pairs every two texts are a pair, and there are " + texts.size() + ": put each in quotes");
        }
        List<Passage> all = new ArrayList<>();
        for (int i = 0; i < texts.size(); i += 2) {
            all.add(passage(texts.get(i), texts.get(i + 1)));
        }
        return all;
    }

    private static Passage passage(String text, @Nullable String textPair) {
        try {
            return new Passage(text, textPair);
        } catch (InvalidValue e) {
            throw new Failure(ExitCode.USAGE, e.getMessage() + ": " + brief(text), e);
        }
    }
}
