/** Turns traces on where somebody collects them, and has log lines name theirs. Does not know what is traced. */
@NullMarked
package dev.driftline.serving.trace;

import org.jspecify.annotations.NullMarked;
