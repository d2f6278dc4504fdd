/** A real S3 server in this JVM, on a folder. Does not know what is kept there. */
@NullMarked
package dev.driftline.cli.store;

import org.jspecify.annotations.NullMarked;
