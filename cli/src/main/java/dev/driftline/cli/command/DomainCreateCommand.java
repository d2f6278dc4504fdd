package dev.driftline.cli.command;

import dev.driftline.cli.client.Endpoints;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.file.Columns;
import dev.driftline.cli.file.ExampleFile;
import dev.driftline.cli.file.Format;
import dev.driftline.cli.file.Labels;
import dev.driftline.cli.method.MethodOptions;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.domain.Policy;
import dev.driftline.contracts.ledger.CreateRequest;
import dev.driftline.contracts.ledger.DomainState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Create a domain: a task with its labels.",
        footer = {
            "",
            "Examples:",
            "  ./driftline domain create spam --labels spam,ham",
            "  ./driftline domain create support --from tickets.csv --text message --label team",
            "  ./driftline domain create spam --labels spam,ham --method lora --rank 4 --window 32 --age off",
            "  ./driftline domain create spam --labels spam,ham --method bidora --set bidora.hypergradient=exact"
        })
final class DomainCreateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "a-z, 0-9 and '-'")
    private DomainName name;

    @ArgGroup(multiplicity = "1")
    private LabelSource source;

    /** Where the labels come from. */
    static final class LabelSource {
        @Option(names = "--labels", split = ",", paramLabel = "LABEL", required = true, description = "as a,b,c")
        private List<String> labels = List.of();

        @Option(
                names = "--from",
                paramLabel = "FILE",
                required = true,
                description = "a CSV or JSONL file whose labels they are; - reads standard input")
        private @Nullable String file;
    }

    @Option(names = "--text", paramLabel = "COLUMN", description = "the file's column of texts (default: text)")
    private @Nullable String textColumn;

    @Option(
            names = "--text-pair",
            paramLabel = "COLUMN",
            description = "the file's column of second texts (default: textPair or text_pair, if it is there)")
    private @Nullable String textPairColumn;

    @Option(names = "--label", paramLabel = "COLUMN", description = "the file's column of labels (default: label)")
    private @Nullable String labelColumn;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "the file's: jsonl or csv (default: by its name; jsonl for standard input)")
    private @Nullable Format format;

    @Mixin
    private MethodOptions method;

    @Option(
            names = "--window",
            paramLabel = "COUNT",
            description = "examples after which a window is due (default: 64)")
    private @Nullable Integer window;

    @Option(
            names = "--age",
            paramLabel = "TIME",
            description = "time after which a window is due, as 2s, 500ms or off (default: 2s)")
    private @Nullable String age;

    @Option(
            names = "--abstain-below",
            paramLabel = "SCORE",
            description = "an answer whose best score is lower says that it abstains, as .6 (default: none does)")
    private @Nullable Double abstainBelow;

    @Option(names = "--seed", paramLabel = "N", description = "from which all chance comes (default: drawn)")
    private @Nullable Long seed;

    @Mixin
    private Target target;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        MethodSettings settings = method.settings();
        requireMoves(settings);
        CreateRequest request = new CreateRequest(name, labels(), settings, policy(), seed);
        Endpoints at = target.endpoints();
        at.trainerClient().requireFits(settings); // a name is for ever
        DomainState state = at.registryClient().create(request);
        output.print(state, "Created.\n" + DomainShowCommand.words(state));
        return ExitCode.OK.number();
    }

    /** Domains that were created so are still read, so the settings themselves allow it. */
    private static void requireMoves(MethodSettings settings) {
        if (settings.rate() == 0 && settings.method() != AdapterMethod.HEAD) {
            throw new Failure(
                    ExitCode.USAGE, "rate 0: the adapter would never move; --method head trains the head alone");
        }
    }

    private List<String> labels() {
        if (source.file == null) {
            return source.labels.stream().map(String::strip).toList();
        }
        Columns columns = new Columns(textColumn, textPairColumn, labelColumn, null);
        Format form = Format.of(format, source.file);
        try (ExampleFile file = ExampleFile.open(source.file, System.in, form, columns)) {
            List<String> found = Labels.of(file);
            if (found.size() < 2) {
                throw new Failure(
                        ExitCode.FAILURE,
                        source.file + " holds " + found.size()
                                + " different labels, and a domain wants two or more: is the column right? (--label)");
            }
            return found;
        }
    }

    private Policy policy() {
        Policy usual = Policy.DEFAULT;
        Duration usualAge = usual.windowAge();
        return new Policy(
                window == null ? usual.windowCount() : window,
                age == null ? usualAge : Age.parse(age),
                usual.gate(),
                abstainBelow);
    }
}
