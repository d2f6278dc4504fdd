/** Topic names, JSON settings and binary forms, each named once. Knows no client library. */
@NullMarked
package dev.driftline.contracts.wire;

import org.jspecify.annotations.NullMarked;
