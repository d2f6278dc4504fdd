/** Makes many domains out of one adapter and tells a serving of them as the registry would. Does not measure. */
@NullMarked
package dev.driftline.cli.fleet;

import org.jspecify.annotations.NullMarked;
