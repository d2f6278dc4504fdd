/**
 * Runs the TorchScript program that lies beside it as text, one native call per training step or answer, and owns every array in
 * native memory through a {@link dev.driftline.adapters.program.Scope}. Knows nothing of models, adapters or files.
 */
@NullMarked
package dev.driftline.adapters.program;

import org.jspecify.annotations.NullMarked;
