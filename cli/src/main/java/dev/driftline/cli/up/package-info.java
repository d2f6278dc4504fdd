/** Runs the whole line on one machine: broker and S3 server in this JVM, the services as its children. Knows nothing of what they say to each other. */
@NullMarked
package dev.driftline.cli.up;

import org.jspecify.annotations.NullMarked;
