package dev.driftline.benchmarks.results;

import dev.driftline.benchmarks.plan.Cell;
import dev.driftline.benchmarks.plan.Setup;
import dev.driftline.benchmarks.trial.Outcome;
import dev.driftline.contracts.wire.Digest;
import java.time.Instant;

/** A finished run: what it depends on, what came out, where and when. */
public record ResultLine(Digest key, Setup setup, Cell cell, Outcome outcome, Machine machine, Instant at) {}
