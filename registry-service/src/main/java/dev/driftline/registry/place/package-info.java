/** Where a domain's examples lie: makes topics, describes them, reads their ends. Never writes a record. */
@NullMarked
package dev.driftline.registry.place;

import org.jspecify.annotations.NullMarked;
