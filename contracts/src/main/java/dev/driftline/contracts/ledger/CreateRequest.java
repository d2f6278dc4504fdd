package dev.driftline.contracts.ledger;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.domain.Policy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person asks for a domain.
 *
 * @param settings null: the defaults of EDoRA
 * @param policy null: the default
 * @param seed null: drawn at random and recorded
 */
public record CreateRequest(
        DomainName name,
        List<String> labels,
        @Nullable MethodSettings settings,
        @Nullable Policy policy,
        @Nullable Long seed) {
    public CreateRequest {
        labels = List.copyOf(labels);
    }
}
