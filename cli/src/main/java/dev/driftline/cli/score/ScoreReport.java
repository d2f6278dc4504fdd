package dev.driftline.cli.score;

import dev.driftline.contracts.domain.DomainName;

/** What became of a file: how many records were answered, and how many were at fault. */
public record ScoreReport(DomainName domain, long answered, long faulty, double seconds) {}
