package dev.driftline.serving.predict;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.prediction.Question;
import java.util.function.BooleanSupplier;

/**
 * A question, from whatever door.
 *
 * @param gone whether nobody waits for the answer any more; such a question leaves the queue unanswered
 */
public record Ask(DomainName domain, Question question, Terms terms, BooleanSupplier gone) {
    /** On plain terms, of somebody who stays. */
    public static Ask plain(DomainName domain, Question question) {
        return new Ask(domain, question, Terms.PLAIN, () -> false);
    }
}
