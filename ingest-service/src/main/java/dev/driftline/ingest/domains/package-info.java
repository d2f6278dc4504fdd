/** Knows the domains as topic `domains` tells them. Does not know the registry or its ledger. */
@NullMarked
package dev.driftline.ingest.domains;

import org.jspecify.annotations.NullMarked;
