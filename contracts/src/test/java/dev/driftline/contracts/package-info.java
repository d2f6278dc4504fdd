/** Values for the tests of the contracts. Knows no test. */
@NullMarked
package dev.driftline.contracts;

import org.jspecify.annotations.NullMarked;
