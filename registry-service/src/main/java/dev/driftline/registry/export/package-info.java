/** Versions in other programs' formats, from their manifests and blobs. Loads no tensor library and knows no HTTP. */
@NullMarked
package dev.driftline.registry.export;

import org.jspecify.annotations.NullMarked;
