/**
 * Finds and holds versions that are not the live one: by number, by the time at which they were live, or the newest candidate. Does not
 * know what is asked of them, nor which client goes where.
 */
@NullMarked
package dev.driftline.serving.versions;

import org.jspecify.annotations.NullMarked;
