/**
 * Holds the live adapter of every domain and swaps it without losing a reader. A hint is staged (digest checked, loaded,
 * tried) beside the one that answers, which leaves after its last reader. Does not know Kafka, HTTP or labels' meaning.
 */
@NullMarked
package dev.driftline.serving.slots;

import org.jspecify.annotations.NullMarked;
