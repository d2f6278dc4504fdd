/** A real Kafka broker in this JVM. Does not know which topics are made on it. */
@NullMarked
package dev.driftline.cli.broker;

import org.jspecify.annotations.NullMarked;
