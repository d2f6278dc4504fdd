/**
 * Reads the log: judges every record, tells rejects, and commits no offset before what lies below it is done. Does not
 * know windows, tensors or versions.
 */
@NullMarked
package dev.driftline.trainer.stream;

import org.jspecify.annotations.NullMarked;
