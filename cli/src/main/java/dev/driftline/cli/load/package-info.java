/** Asks a server at a rate or as hard as so many clients can, and says how that went. Knows neither Kafka nor how the server answers. */
@NullMarked
package dev.driftline.cli.load;

import org.jspecify.annotations.NullMarked;
