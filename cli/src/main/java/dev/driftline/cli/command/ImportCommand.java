package dev.driftline.cli.command;

import dev.driftline.cli.client.Endpoints;
import dev.driftline.cli.client.RegistryClient;
import dev.driftline.cli.exchange.AdapterFolder;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
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
            "The domain goes on learning from it, at the position that it has; it sits no exam, so it goes live when somebody promotes it."
                    + " Method, rank, alpha and labels (in any order) must be the domain's, and the base the trainer's: the digests of the weights are compared.",
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

    @Option(names = "--promote", description = "make it live at once; refused while the domain is held")
    private boolean promote;

    @Mixin
    private Target target;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        byte[] zip = new AdapterFolder(folder, labels).zip();
        Endpoints endpoints = target.endpoints();
        RegistryClient registry = endpoints.registryClient();
        if (promote) {
            requireRelease(registry);
        }
        LedgerEntry entry = endpoints
                .trainerClient()
                .take(domain, zip, base == null ? null : base.toAbsolutePath().normalize());
        if (promote) {
            entry = promoted(registry, entry.state().versions());
        }
        output.print(entry, LedgerWords.of(entry));
        return ExitCode.OK.number();
    }

    /** Before anything is sent: else the import would stand and the promotion fail. */
    private void requireRelease(RegistryClient registry) {
        if (registry.domain(domain).held()) {
            throw new Failure(
                    ExitCode.REFUSED,
                    domain + " is on hold and nothing was imported: ./driftline release " + domain
                            + " first, or import without --promote");
        }
    }

    private LedgerEntry promoted(RegistryClient registry, int version) {
        try {
            return registry.promote(domain, version);
        } catch (Failure e) {
            throw new Failure(
                    e.exitCode(),
                    domain + "@" + version + " was imported and is not live: " + e.words()
                            + "; then: ./driftline promote " + domain + " " + version,
                    e);
        }
    }
}
