/**
 * What each domain has waiting, and where a window is cut out of it. Does not know Kafka, tensors or the registry.
 */
@NullMarked
package dev.driftline.trainer.window;

import org.jspecify.annotations.NullMarked;
