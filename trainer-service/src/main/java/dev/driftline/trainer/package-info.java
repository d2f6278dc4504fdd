/** The trainer: one loop that turns what is read into versions. Knows every station and does none of their work. */
@NullMarked
package dev.driftline.trainer;

import org.jspecify.annotations.NullMarked;
