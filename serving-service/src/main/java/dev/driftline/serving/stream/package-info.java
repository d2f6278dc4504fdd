/**
 * Answers a stream of lines while it is read: in order, in groups that fill the engine's batches, in bounded memory whoever is slow.
 * Few groups of all streams together are asked at once, so that single questions keep their places. Does not know how a question is
 * answered.
 */
@NullMarked
package dev.driftline.serving.stream;

import org.jspecify.annotations.NullMarked;
