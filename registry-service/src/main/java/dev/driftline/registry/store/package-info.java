/** The object store as immutable keys with one winner each, and the probe that refuses a store without. Does not know what the keys mean. */
@NullMarked
package dev.driftline.registry.store;

import org.jspecify.annotations.NullMarked;
