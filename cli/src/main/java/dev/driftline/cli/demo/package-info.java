/** Walks the whole line once on sample data and shows every station. Does not know how any station works. */
@NullMarked
package dev.driftline.cli.demo;

import org.jspecify.annotations.NullMarked;
