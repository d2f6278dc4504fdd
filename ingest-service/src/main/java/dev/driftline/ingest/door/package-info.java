/** The HTTP doors, the health checks, and the wiring of what stands behind them. Decides nothing about a record. */
@NullMarked
package dev.driftline.ingest.door;

import org.jspecify.annotations.NullMarked;
