package dev.driftline.cli.command;

import dev.driftline.contracts.wire.Json;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a command prints: words for people, or one JSON document for scripts. */
final class Output {
    @Option(names = "--json", description = "print one JSON document instead of words")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    boolean isJson() {
        return json;
    }

    /** Prints {@code document} where JSON is asked for, else {@code words}. */
    void print(Object document, String words) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? Json.text(document) : words.stripTrailing());
        out.flush();
    }

    /** Where lines go that are a document each; closing it leaves the output open. */
    PrintWriter lines() {
        PrintWriter out = spec.commandLine().getOut();
        return new PrintWriter(out) {
            @Override
            public void close() {
                flush();
            }
        };
    }

    /** Where progress and single faults go: never among what a script reads. */
    PrintWriter aside() {
        return spec.commandLine().getErr();
    }
}
