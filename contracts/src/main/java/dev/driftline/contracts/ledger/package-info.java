/** The one numbered sequence of everything that changed about a domain, and the state that it folds to. Does no input or output. */
@NullMarked
package dev.driftline.contracts.ledger;

import org.jspecify.annotations.NullMarked;
