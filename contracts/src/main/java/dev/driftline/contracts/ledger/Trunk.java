package dev.driftline.contracts.ledger;

import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.wire.Digest;

/**
 * The newest version of the trainer's own line.
 *
 * @param state the trainer's state blob, from which the next update continues
 */
public record Trunk(int version, Digest adapter, Digest state) {
    static Trunk of(Manifest manifest) {
        return new Trunk(manifest.version(), manifest.adapter(), manifest.state());
    }
}
