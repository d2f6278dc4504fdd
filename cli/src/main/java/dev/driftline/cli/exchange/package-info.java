/** Folders that hold what other programs load and save, and the zips in which they travel. Knows no service. */
@NullMarked
package dev.driftline.cli.exchange;

import org.jspecify.annotations.NullMarked;
