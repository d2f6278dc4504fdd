/** What goes wrong in words a person can use, and the exit code that a script can use. Knows no command. */
@NullMarked
package dev.driftline.cli.failure;

import org.jspecify.annotations.NullMarked;
