/** Starts and ends the service in order and says whether it lives and is ready. Does not know what its parts do. */
@NullMarked
package dev.driftline.serving.life;

import org.jspecify.annotations.NullMarked;
