/** The driftline command's beginning. Knows its parts by name alone. */
@NullMarked
package dev.driftline.cli;

import org.jspecify.annotations.NullMarked;
