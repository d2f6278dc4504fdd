package dev.driftline.cli.client;

import dev.driftline.contracts.ledger.Decision;
import dev.driftline.contracts.version.Manifest;
import java.time.Instant;

/** A version as the registry shows it: how it was made, and what the gate said of it at that moment. */
public record VersionView(Manifest manifest, Decision decision, Instant at) {}
