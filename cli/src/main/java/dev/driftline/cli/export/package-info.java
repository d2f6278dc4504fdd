/** Puts an export that came as a zip into a folder of this machine. Does not know what its files mean. */
@NullMarked
package dev.driftline.cli.export;

import org.jspecify.annotations.NullMarked;
