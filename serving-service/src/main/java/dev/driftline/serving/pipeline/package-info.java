/**
 * Scores records of one topic into another. What was read, what was written and how far reading has come are one transaction, so each
 * record is answered once in the log, whatever is killed. Does not know how a question is answered.
 */
@NullMarked
package dev.driftline.serving.pipeline;

import org.jspecify.annotations.NullMarked;
