/** The rules of the house: who may know whom, and how large a thing may be. Knows nothing of what the code does. */
@NullMarked
package dev.driftline.house;

import org.jspecify.annotations.NullMarked;
