/** Reads files of examples, JSON lines or CSV, into records of one line of JSON each. Does not know which domain accepts them. */
@NullMarked
package dev.driftline.cli.file;

import org.jspecify.annotations.NullMarked;
