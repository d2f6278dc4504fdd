/** Labelled records, and the one check that says whether a domain accepts them. Knows no transport. */
@NullMarked
package dev.driftline.contracts.example;

import org.jspecify.annotations.NullMarked;
