/** Puts records into the log and says where they lie. Does not know what is in them. */
@NullMarked
package dev.driftline.ingest.broker;

import org.jspecify.annotations.NullMarked;
