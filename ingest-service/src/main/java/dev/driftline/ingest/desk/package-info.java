/** Checks records one by one, puts each in its place or among the rejects, and gives receipts. Knows no HTTP. */
@NullMarked
package dev.driftline.ingest.desk;

import org.jspecify.annotations.NullMarked;
