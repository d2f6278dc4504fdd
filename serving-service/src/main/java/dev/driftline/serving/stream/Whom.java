package dev.driftline.serving.stream;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.serving.predict.Terms;

/**
 * Who is to answer a stream.
 *
 * @param terms of each of its groups
 */
record Whom(DomainName domain, Terms terms) {}
