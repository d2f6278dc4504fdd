/** How a person says by which method, and with which settings, a domain learns. Knows nothing of services. */
@NullMarked
package dev.driftline.cli.method;

import org.jspecify.annotations.NullMarked;
