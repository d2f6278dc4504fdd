/** Deletes trainer states that nobody can need any more. Never touches an adapter or a ledger. */
@NullMarked
package dev.driftline.registry.retention;

import org.jspecify.annotations.NullMarked;
