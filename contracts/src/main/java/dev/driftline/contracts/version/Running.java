package dev.driftline.contracts.version;

import static dev.driftline.contracts.wire.InvalidValue.unless;

/**
 * How an update was run: what its bits depend on besides its inputs.
 *
 * @param cpuCapability libtorch's name of the instruction set it used
 * @param baseForm what the frozen linear layers multiplied in: fp32 or bf16
 * @param alone whether no other domain shared its steps
 */
public record Running(
        int threads, String device, String cpuCapability, String baseForm, String libtorch, boolean alone) {
    public Running {
        unless(threads >= 1, "threads", "must be 1 or more");
    }
}
