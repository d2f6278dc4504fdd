/** A stand-in for a packaged service, by the name under which the guard looks for one. Knows only its port. */
@NullMarked
package io.quarkus.bootstrap.runner;

import org.jspecify.annotations.NullMarked;
