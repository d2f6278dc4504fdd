/** Fakes for the tests of ingest: a log and domains in memory. Knows no test. */
@NullMarked
package dev.driftline.ingest;

import org.jspecify.annotations.NullMarked;
