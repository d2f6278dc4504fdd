/**
 * Takes the true label of an answer, days later too, makes an example of it and sends that to ingest-service; counts how often each version was
 * right. Does not know which labels a domain has: ingest does.
 */
@NullMarked
package dev.driftline.serving.feedback;

import org.jspecify.annotations.NullMarked;
