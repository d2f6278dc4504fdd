/** Speaks to the four services over HTTP, in the contracts' types. Does not know who started them. */
@NullMarked
package dev.driftline.cli.client;

import org.jspecify.annotations.NullMarked;
