/** How things look on a terminal: tables and a progress bar. Does not know what they are about. */
@NullMarked
package dev.driftline.cli.terminal;

import org.jspecify.annotations.NullMarked;
