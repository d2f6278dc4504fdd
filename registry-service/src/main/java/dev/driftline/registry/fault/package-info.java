/** Stops the process at a named point, so that a test can kill it there. Does not know what the points mean. */
@NullMarked
package dev.driftline.registry.fault;

import org.jspecify.annotations.NullMarked;
