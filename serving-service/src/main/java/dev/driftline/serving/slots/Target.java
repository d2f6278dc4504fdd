package dev.driftline.serving.slots;

import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.serving.claim.Coordinate;
import org.jspecify.annotations.Nullable;

/**
 * What a domain's slot ought to hold, and where its bytes are while it does not.
 *
 * @param carried the record that carries the adapter; null: the registry alone has it
 */
record Target(AdapterRecord.Header header, @Nullable Coordinate carried) {}
