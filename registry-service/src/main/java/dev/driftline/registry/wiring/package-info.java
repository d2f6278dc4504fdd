/** Puts the service together from its settings, and starts and stops it. Nobody depends on it. */
@NullMarked
package dev.driftline.registry.wiring;

import org.jspecify.annotations.NullMarked;
