package dev.driftline.cli.command;

import dev.driftline.cli.client.Endpoints;
import dev.driftline.cli.exchange.AdapterFolder;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.LedgerEntry;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Make a LoRA or DoRA adapter that Hugging Face PEFT saved a version of a domain.",
        footer = {
            "",
            "The domain goes on learning from it, at the position that it has; it goes live when somebody promotes it. Method, rank, alpha"
                    + " and labels (in any order) must be the domain's, and the base the trainer's: the digests of the weights are compared.",
            "A version that was exported from a domain of method edora returns as DoRA, into a domain of method dora.",
            "",
            "Examples:",
            "  ./driftline import support support-peft                      what ./driftline export wrote",
            "  ./driftline import support trained --labels labels.txt --base /models/minilm --promote"
        })
final class ImportCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DOMAIN")
    private DomainName domain;

    @Parameters(
            index = "1",
            paramLabel = "FOLDER",
            description = "with adapter_config.json, adapter_model.safetensors and, unless --labels, labels.json")
    private Path folder;

    @Option(
            names = "--base",
            paramLabel = "FOLDER",
            description =
                    "the model that it was trained on, where the trainer can read it (default: what labels.json says, else the"
                            + " folder that adapter_config.json names)")
    private @Nullable Path base;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "one label a line, in the order of the head's rows (default: labels.json in the folder)")
    private @Nullable Path labels;

    @Option(names = "--promote", description = "make it live at once")
    private boolean promote;

    @Mixin
    private Target target;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        byte[] zip = new AdapterFolder(folder, labels).zip();
        Endpoints endpoints = target.endpoints();
        LedgerEntry entry = endpoints
                .trainerClient()
                .take(domain, zip, base == null ? null : base.toAbsolutePath().normalize());
        if (promote) {
            entry = endpoints.registryClient().promote(domain, entry.state().versions());
        }
        output.print(entry, LedgerWords.of(entry));
        return ExitCode.OK.number();
    }
}
