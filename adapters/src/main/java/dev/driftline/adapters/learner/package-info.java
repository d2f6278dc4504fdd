/** One domain's trained tensors and how a step moves them. Knows nothing of windows, versions or where its state is kept. */
@NullMarked
package dev.driftline.adapters.learner;

import org.jspecify.annotations.NullMarked;
