package dev.driftline.cli.command;

import dev.driftline.cli.client.Endpoints;
import dev.driftline.cli.client.RegistryClient;
import dev.driftline.cli.exchange.ExportFolder;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.contracts.domain.DomainName;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Write a version as a folder that another program loads.",
        footer = {
            "",
            "peft is a Hugging Face PEFT adapter with its config, head, labels, a model.py and a model card. LoRA stays LoRA;"
                    + " DoRA, BiDoRA and EDoRA become DoRA adapters. A version of method head has nothing for PEFT to hold.",
            "merged is a plain transformers checkpoint, any method's adapter folded into the weights, with tokenizer, labels, a model.py"
                    + " and a model card: for servers that refuse DoRA or ignore its magnitudes. The trainer makes it, which has the base.",
            "",
            "Examples:",
            "  ./driftline export support --format peft --out support-peft",
            "  ./driftline export support@7 --format peft --out support-7",
            "  ./driftline export support --format merged --out support-merged",
            "  ./driftline export support --format peft --as lora --out plain     refused where that would change answers"
        })
final class ExportCommand implements Callable<Integer> {
    /** What was written where. */
    record Exported(DomainName domain, int version, String format, String folder, List<ExportFolder.Written> files) {}

    @Parameters(paramLabel = "DOMAIN[@VERSION]", description = "without a version the live one")
    private String chosen;

    @Option(names = "--format", paramLabel = "FORMAT", required = true, description = "peft or merged")
    private String format;

    @Option(names = "--out", paramLabel = "FOLDER", required = true, description = "empty, or not there yet")
    private Path folder;

    @Option(
            names = "--as",
            paramLabel = "KIND",
            description = "of peft, lora or dora: refuse unless it is one (default: what it is)")
    private @Nullable String kind;

    @Mixin
    private Target target;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        DomainVersion wanted = DomainVersion.parse(chosen);
        if (isMerged() && kind != null) {
            throw new Failure(
                    ExitCode.USAGE, "--as says what PEFT must know it as, and merged is no adapter: leave it out");
        }
        Endpoints endpoints = target.endpoints();
        RegistryClient registry = endpoints.registryClient();
        ExportFolder out = new ExportFolder(folder);
        int version = wanted.orLive(registry);
        List<ExportFolder.Written> files = out.unpack(
                isMerged()
                        ? endpoints.trainerClient().merged(wanted.domain(), version)
                        : new ByteArrayInputStream(registry.export(wanted.domain(), version, format, kind)));
        Exported exported = new Exported(
                wanted.domain(), version, format, folder.toAbsolutePath().toString(), files);
        output.print(exported, words(exported));
        return ExitCode.OK.number();
    }

    private boolean isMerged() {
        return format.equals("merged");
    }

    private static String words(Exported exported) {
        StringBuilder words = new StringBuilder(
                "Wrote %s@%d to %s:\n".formatted(exported.domain(), exported.version(), exported.folder()));
        exported.files().forEach(file -> words.append("  %s, %d bytes\n".formatted(file.name(), file.bytes())));
        return words + "Its README.md shows how to load it.";
    }
}
