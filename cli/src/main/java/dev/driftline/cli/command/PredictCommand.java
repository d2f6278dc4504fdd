package dev.driftline.cli.command;

import dev.driftline.cli.client.ServingClient;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.terminal.Table;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.Question;
import dev.driftline.contracts.wire.Digest;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Ask a domain's live version for the label of one or many texts.",
        footer = {
            "",
            "Examples:",
            "  ./driftline predict spam \"you have won a prize\" \"see you at six\"",
            "  ./driftline predict spam - --json < texts.txt"
        })
final class PredictCommand implements Callable<Integer> {
    private static final int SHOWN_CHARACTERS = 60;

    @Parameters(index = "0", paramLabel = "DOMAIN")
    private DomainName domain;

    @Parameters(
            index = "1..*",
            paramLabel = "TEXT",
            arity = "1..*",
            description = "texts; - reads one a line from standard input")
    private List<String> texts = List.of();

    @Mixin
    private Target target;

    @Mixin
    private Output output;

    /** One answer with what gave it. */
    record Answer(
            String text, String label, List<Prediction.Score> scores, int version, Digest digest, long learnedUpTo) {}

    @Override
    public Integer call() {
        List<String> asked = texts.equals(List.of("-")) ? lines() : texts;
        if (asked.isEmpty()) {
            throw new Failure(ExitCode.FAILURE, "standard input holds no text");
        }
        ServingClient serving = target.endpoints().servingClient();
        List<Answer> answers = new ArrayList<>();
        for (int from = 0; from < asked.size(); from += Question.MAX_TEXTS) {
            List<String> some = asked.subList(from, Math.min(asked.size(), from + Question.MAX_TEXTS));
            Prediction prediction = serving.predict(domain, some);
            for (int i = 0; i < some.size(); i++) {
                Prediction.Result result = prediction.results().get(i);
                answers.add(new Answer(
                        some.get(i),
                        result.label(),
                        result.scores(),
                        prediction.version(),
                        prediction.digest(),
                        prediction.learnedUpTo()));
            }
        }
        output.print(answers, words(answers));
        return ExitCode.OK.number();
    }

    private String words(List<Answer> answers) {
        Table table = new Table("LABEL", "SCORE", "VERSION", "TEXT");
        for (Answer answer : answers) {
            table.row(
                    answer.label(),
                    String.format(
                            Locale.ROOT, "%.3f", answer.scores().getFirst().score()),
                    domain + "@" + answer.version(),
                    brief(answer.text()));
        }
        Answer last = answers.getLast();
        return table + "learned up to offset " + last.learnedUpTo() + ", adapter "
                + last.digest().brief();
    }

    private static String brief(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= SHOWN_CHARACTERS ? line : line.substring(0, SHOWN_CHARACTERS - 1) + "…";
    }

    private static List<String> lines() {
        return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }
}
