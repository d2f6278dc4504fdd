/**
 * Answers over HTTP: one question, one version, or the reason why not. Admits what it can bear and pushes back beyond.
 * Does not know how adapters arrive or are computed.
 */
@NullMarked
package dev.driftline.serving.answer;

import org.jspecify.annotations.NullMarked;
