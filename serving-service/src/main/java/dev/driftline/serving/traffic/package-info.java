/**
 * Shares a domain's clients out as its traffic rule says, counts who was answered by which version, and compares where the rule wants
 * that. Does not know where rules come from, nor how an answer reaches its client.
 */
@NullMarked
package dev.driftline.serving.traffic;

import org.jspecify.annotations.NullMarked;
