/** The whole line as one caller sees it, own or running already: what `demo` and every `bench` drive. Knows no command. */
@NullMarked
package dev.driftline.cli.line;

import org.jspecify.annotations.NullMarked;
