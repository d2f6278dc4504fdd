/** Measurements through the running line, for a person who wants a figure of her own. Does not judge the figures. */
@NullMarked
package dev.driftline.cli.bench;

import org.jspecify.annotations.NullMarked;
