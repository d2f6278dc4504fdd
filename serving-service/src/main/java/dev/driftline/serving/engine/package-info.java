/** Turns an adapter's bytes into answers on the one frozen base. Does not know domains, versions or where bytes come from. */
@NullMarked
package dev.driftline.serving.engine;

import org.jspecify.annotations.NullMarked;
