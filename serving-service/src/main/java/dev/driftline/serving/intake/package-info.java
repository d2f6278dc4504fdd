/** Takes bodies in, in bounds that all doors share. Does not know what they hold. */
@NullMarked
package dev.driftline.serving.intake;

import org.jspecify.annotations.NullMarked;
