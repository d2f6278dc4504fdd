/**
 * The frozen encoder and its tokenizer, read from a Maven artifact or a directory, with the program that runs them: one per process.
 * Knows nothing of domains, labels or how adapters are kept.
 */
@NullMarked
package dev.driftline.adapters.base;

import org.jspecify.annotations.NullMarked;
