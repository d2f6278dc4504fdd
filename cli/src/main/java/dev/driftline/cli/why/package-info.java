/** Why an answer was given: what gave it, when that was live and why, and which records it was made from. */
@NullMarked
package dev.driftline.cli.why;

import org.jspecify.annotations.NullMarked;
