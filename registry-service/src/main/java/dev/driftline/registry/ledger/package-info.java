/** Reads and appends the one numbered sequence of every domain. Does not decide what may happen, and tells nobody. */
@NullMarked
package dev.driftline.registry.ledger;

import org.jspecify.annotations.NullMarked;
