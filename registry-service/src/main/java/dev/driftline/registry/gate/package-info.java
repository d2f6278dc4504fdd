/** Decides whether a version goes live, from counts alone. Does no input or output and knows neither clock nor store. */
@NullMarked
package dev.driftline.registry.gate;

import org.jspecify.annotations.NullMarked;
