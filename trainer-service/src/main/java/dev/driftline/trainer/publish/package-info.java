/**
 * Hands finished work to the registry and settles races for the next ledger entry. Does not know how a version was
 * made, and never decides whether one goes live.
 */
@NullMarked
package dev.driftline.trainer.publish;

import org.jspecify.annotations.NullMarked;
