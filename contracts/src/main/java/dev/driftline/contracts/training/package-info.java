/** What the trainer tells about a domain's learning. Decides nothing. */
@NullMarked
package dev.driftline.contracts.training;

import org.jspecify.annotations.NullMarked;
