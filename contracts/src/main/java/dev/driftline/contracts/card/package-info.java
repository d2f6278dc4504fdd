/** What a version is, in words for people who meet it outside. Knows no format that it travels in. */
@NullMarked
package dev.driftline.contracts.card;

import org.jspecify.annotations.NullMarked;
