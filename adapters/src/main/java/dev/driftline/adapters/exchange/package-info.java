/**
 * Adapters of Hugging Face PEFT on their way in, and models with the adapter folded in on their way out. Knows files' bytes and the frozen
 * weights; nothing of folders, zips or HTTP.
 */
@NullMarked
package dev.driftline.adapters.exchange;

import org.jspecify.annotations.NullMarked;
