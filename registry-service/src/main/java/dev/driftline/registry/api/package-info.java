/** The registry's door over HTTP: reads requests, answers in JSON, turns refusals into problems. Decides nothing. */
@NullMarked
package dev.driftline.registry.api;

import org.jspecify.annotations.NullMarked;
