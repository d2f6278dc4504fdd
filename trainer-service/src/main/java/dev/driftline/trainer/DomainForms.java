package dev.driftline.trainer;

import dev.driftline.adapters.base.TrainingForm;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.trainer.publish.Registry;
import dev.driftline.trainer.step.FormChoice;
import dev.driftline.trainer.step.Learning;
import org.jspecify.annotations.Nullable;

/** In which form of the base a domain learns: on in that of its newest manifest, where this machine has it. Safe for many threads. */
final class DomainForms {
    private final Learning learning;
    private final Registry registry;

    DomainForms(Learning learning, Registry registry) {
        this.learning = learning;
        this.registry = registry;
    }

    /** Asks the registry for the manifest where there is a choice. */
    TrainingForm of(DomainState state) {
        FormChoice forms = learning.forms();
        return forms.of(forms.isOpen() ? named(state) : null);
    }

    private @Nullable String named(DomainState state) {
        return state.versions() == 0
                ? null
                : registry.version(state.domain(), state.versions())
                        .orElseThrow(() -> new IllegalStateException(
                                "the registry has no version " + state.domain() + "@" + state.versions()))
                        .manifest()
                        .running()
                        .baseForm();
    }
}
