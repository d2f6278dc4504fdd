/**
 * What a domain remembers by offset: a memory to train from again, an exam that is never trained on, and the judgement
 * of a candidate on it. Does not know who promotes.
 */
@NullMarked
package dev.driftline.trainer.exam;

import org.jspecify.annotations.NullMarked;
