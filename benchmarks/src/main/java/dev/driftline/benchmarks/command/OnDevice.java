package dev.driftline.benchmarks.command;

import picocli.CommandLine.Option;

/** Where a bench's base lies. */
final class OnDevice {
    @Option(
            names = "--device",
            defaultValue = "cpu",
            paramLabel = "DEVICE",
            description = "of the base: cpu, cuda or auto; a peer stays on the CPU (default: ${DEFAULT-VALUE})")
    String device;
}
