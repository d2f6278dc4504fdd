/** What tests of several modules share. Knows no module but the contracts. */
@NullMarked
package dev.driftline.testkit;

import org.jspecify.annotations.NullMarked;
