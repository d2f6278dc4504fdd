/** The house's meters: which buckets a histogram has, and how many series domains and versions may make. Does not know what is measured. */
@NullMarked
package dev.driftline.serving.measure;

import org.jspecify.annotations.NullMarked;
