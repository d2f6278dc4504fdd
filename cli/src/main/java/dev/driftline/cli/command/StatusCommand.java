package dev.driftline.cli.command;

import dev.driftline.cli.client.Endpoints;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.terminal.Table;
import dev.driftline.cli.up.RunningSystem;
import dev.driftline.cli.up.UpState;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.training.TrainingStatus;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Processes, domains, and why nothing is being learned, when nothing is.",
        footer = {
            "",
            "Exits with 69 when one of the four services does not answer or is not ready.",
            "",
            "Example:",
            "  ./driftline status --json"
        })
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private Target target;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Optional<UpState> state = RunningSystem.find(target.data()).map(RunningSystem::state);
        Endpoints at = target.endpoints();
        Set<String> troubles = notReady(at);
        List<DomainState> domains = asked(troubles, () -> at.registryClient().domains());
        Map<DomainName, TrainingStatus> training = asked(
                        troubles, () -> at.trainerClient().training())
                .stream()
                .collect(Collectors.toMap(TrainingStatus::domain, Function.identity()));
        StatusReport report = new StatusReport(
                state.map(UpState::startedAt).orElse(null),
                state.map(UpState::processes).orElse(List.of()).stream()
                        .map(StatusReport.ProcessStatus::of)
                        .toList(),
                domains.stream()
                        .map(one -> StatusReport.DomainStatus.of(one, training.get(one.domain())))
                        .toList(),
                List.copyOf(troubles));
        output.print(report, words(report, state));
        return (troubles.isEmpty() ? ExitCode.OK : ExitCode.UNAVAILABLE).number();
    }

    private static Set<String> notReady(Endpoints at) {
        Set<String> troubles = new LinkedHashSet<>();
        List<Runnable> questions = List.of(
                at.registryClient()::requireReady,
                at.ingestClient()::requireReady,
                at.trainerClient()::requireReady,
                at.servingClient()::requireReady);
        for (Runnable question : questions) {
            try {
                question.run();
            } catch (Failure e) {
                troubles.add(e.words());
            }
        }
        return troubles;
    }

    private static <T> List<T> asked(Set<String> troubles, Supplier<List<T>> question) {
        try {
            return question.get();
        } catch (Failure e) {
            troubles.add(e.words());
            return List.of();
        }
    }

    private String words(StatusReport report, Optional<UpState> state) {
        StringBuilder words = new StringBuilder();
        if (state.isPresent()) {
            words.append(SystemTable.of(state.get())).append('\n');
        } else {
            words.append("No system runs on ").append(target.data()).append(": ./driftline up starts one.\n\n");
        }
        report.troubles().forEach(one -> words.append(one).append('\n'));
        if (!report.domains().isEmpty()) {
            words.append(table(report.domains()));
        } else if (report.troubles().isEmpty()) {
            words.append("No domain yet: ./driftline domain create NAME --labels a,b,c\n");
        }
        return words.toString();
    }

    private static Table table(List<StatusReport.DomainStatus> domains) {
        Table table = new Table("DOMAIN", "LIVE", "TRUNK", "HELD", "POSITION", "LOG END", "WAITING", "PHASE", "WHY");
        for (StatusReport.DomainStatus one : domains) {
            table.row(
                    one.domain(),
                    one.champion() == null ? "-" : one.champion(),
                    one.trunk() == null ? "-" : one.trunk(),
                    one.held() ? "held" : "",
                    one.position(),
                    one.logEnd() == null ? "-" : one.logEnd(),
                    one.waiting() == null ? "-" : one.waiting(),
                    one.phase() == null ? "-" : one.phase().name().toLowerCase(Locale.ROOT),
                    one.why());
        }
        return table;
    }
}
