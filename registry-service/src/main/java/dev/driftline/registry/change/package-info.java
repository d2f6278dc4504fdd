/** What may happen next to a domain: turns requests into ledger events, or refuses them. Does not know HTTP. */
@NullMarked
package dev.driftline.registry.change;

import org.jspecify.annotations.NullMarked;
