package dev.driftline.contracts.ledger;

import dev.driftline.contracts.version.Manifest;
import java.time.Instant;

/** A version as the registry shows it: how it was made, and what the gate said when it was added. */
public record VersionView(Manifest manifest, Decision decision, Instant at) {}
