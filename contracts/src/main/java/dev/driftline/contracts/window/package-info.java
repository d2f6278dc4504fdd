/** How stretches of a partition are written down. Does not know who reads them. */
@NullMarked
package dev.driftline.contracts.window;

import org.jspecify.annotations.NullMarked;
