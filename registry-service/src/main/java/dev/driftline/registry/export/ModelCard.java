package dev.driftline.registry.export;

import dev.driftline.contracts.card.VersionCard;
import dev.driftline.contracts.ledger.VersionView;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** {@code README.md} of an export: what it is, what made it, how it did, how it is used. */
final class ModelCard {
    static final String NAME = "README.md";

    private final String template = new String(Packaged.file(NAME), StandardCharsets.UTF_8);

    byte[] text(VersionView version, PeftKind kind, PeftTensors tensors) {
        VersionCard card = new VersionCard(
                version, tensors.labels().size(), tensors.trained().size());
        return card.fill(template, Map.of("tag", kind.word(), "kind", kind == PeftKind.DORA ? "DoRA" : "LoRA"));
    }
}
