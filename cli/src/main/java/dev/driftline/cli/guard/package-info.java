/** The first class of a service started by the launcher: ends the process when the launcher is gone. Depends on nothing but the JDK. */
@NullMarked
package dev.driftline.cli.guard;

import org.jspecify.annotations.NullMarked;
