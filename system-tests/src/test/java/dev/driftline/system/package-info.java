/** The line walked end to end as packaged processes, and killed at its worst moments. Knows no class of any service. */
@NullMarked
package dev.driftline.system;

import org.jspecify.annotations.NullMarked;
