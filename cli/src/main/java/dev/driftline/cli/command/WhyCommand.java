package dev.driftline.cli.command;

import dev.driftline.cli.client.Endpoints;
import dev.driftline.cli.client.RegistryClient;
import dev.driftline.cli.client.ServiceFailure;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.why.Historian;
import dev.driftline.cli.why.Story;
import dev.driftline.cli.why.StoryText;
import dev.driftline.contracts.ledger.LiveThen;
import dev.driftline.contracts.prediction.AnswerName;
import dev.driftline.contracts.prediction.Capture;
import dev.driftline.contracts.version.VersionRef;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "why",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Why an answer was given: which version gave it, when and why that was live, and from which records it was made.",
            "",
            "An answer's id is enough where serving captures answers (driftline.serving.capture). Elsewhere every answer"
                    + " names its version: ask for that, or for what was live at a time."
        },
        footer = {
            "",
            "Examples:",
            "  ./driftline why 3-1769860800000-00c0ffee00c0ffee.0",
            "  ./driftline why support@7",
            "  ./driftline why support                                       the live version",
            "  ./driftline why support --as-of 2026-11-01T10:00:00Z          the version that was live then",
            "  ./driftline why support@7 --json"
        })
final class WhyCommand implements Callable<Integer> {
    private static final int MOST_BEFORE = 1_000;

    @Parameters(
            paramLabel = "ID|DOMAIN[@VERSION]",
            description = "an answer's id as predict prints it, or a version; without a number the live one")
    private String asked;

    @Option(names = "--as-of", paramLabel = "TIME", description = "the version that was live then")
    private @Nullable String asOf;

    @Option(
            names = "--before",
            paramLabel = "N",
            defaultValue = "10",
            description = "at most so many of the versions that it was made from (default: ${DEFAULT-VALUE})")
    private int before;

    @Mixin
    private Target target;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        if (before < 0 || before > MOST_BEFORE) {
            throw new Failure(ExitCode.USAGE, "--before must lie in 0.." + MOST_BEFORE);
        }
        Endpoints endpoints = target.endpoints();
        RegistryClient registry = endpoints.registryClient();
        Historian historian = new Historian(registry, LedgerWords::what);
        Story story = AnswerName.isOne(asked)
                ? ofAnswer(historian, endpoints)
                : ofVersion(historian, registry, DomainVersion.parse(asked));
        output.print(story, StoryText.of(story));
        return ExitCode.OK.number();
    }

    private Story ofAnswer(Historian historian, Endpoints endpoints) {
        if (asOf != null) {
            throw new Failure(ExitCode.USAGE, "an answer's id tells its time: leave --as-of out");
        }
        Capture answer = captured(endpoints, AnswerName.parse(asked));
        return historian.of(answer.domain(), answer.version(), answer, before);
    }

    private static Capture captured(Endpoints endpoints, AnswerName name) {
        try {
            return endpoints.servingClient().captured(name.toString());
        } catch (ServiceFailure e) {
            if (e.status() == 404) {
                throw new Failure(
                        ExitCode.NOT_FOUND,
                        e.getMessage()
                                + ": ask for the version that the answer named, ./driftline why DOMAIN@VERSION, or"
                                + " for its time, ./driftline why DOMAIN --as-of "
                                + name.id().at());
            }
            throw e;
        }
    }

    private Story ofVersion(Historian historian, RegistryClient registry, DomainVersion wanted) {
        if (asOf != null && wanted.version() != null) {
            throw new Failure(ExitCode.USAGE, "name a version or --as-of, not both");
        }
        int version = asOf == null ? wanted.orLive(registry) : liveThen(registry, wanted, asOf);
        return historian.of(wanted.domain(), version, null, before);
    }

    private static int liveThen(RegistryClient registry, DomainVersion wanted, String then) {
        LiveThen live = registry.liveAt(wanted.domain(), then);
        VersionRef version = live.version();
        if (version == null) {
            throw new Failure(
                    ExitCode.NOT_FOUND,
                    wanted.domain() + " had no live version at " + then
                            + (live.firstAt() == null
                                    ? ", and has none yet"
                                    : ": its first came at " + live.firstAt()));
        }
        return version.version();
    }
}
