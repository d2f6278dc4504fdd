/** The commands that people type, each a doorway to a client or the launcher. Keeps nothing between two commands. */
@NullMarked
package dev.driftline.cli.command;

import org.jspecify.annotations.NullMarked;
