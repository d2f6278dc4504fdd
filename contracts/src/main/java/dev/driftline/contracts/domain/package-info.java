/** What a domain is: its name, labels, adapter method, policy and place. Knows nothing of how any of it is stored or run. */
@NullMarked
package dev.driftline.contracts.domain;

import org.jspecify.annotations.NullMarked;
