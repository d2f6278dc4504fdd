/**
 * Holds the live adapter of every domain, as many in memory as fit, and swaps it without losing a reader. A hint is staged (digest checked,
 * loaded, tried) beside the one that answers, which leaves after its last reader; one that nobody asks for gives way and is loaded again when
 * somebody does. Does not know Kafka, HTTP or what labels mean.
 */
@NullMarked
package dev.driftline.serving.slots;

import org.jspecify.annotations.NullMarked;
