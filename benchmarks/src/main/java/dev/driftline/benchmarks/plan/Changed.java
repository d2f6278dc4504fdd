package dev.driftline.benchmarks.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.wire.Json;

/** Settings but for one value. */
public final class Changed {
    private Changed() {}

    /** @param name of a setting as its JSON has it */
    public static MethodSettings with(MethodSettings settings, String name, Object value) {
        ObjectNode tree = (ObjectNode) Json.tree("settings", Json.bytes(settings));
        tree.set(name, Json.tree(name, Json.bytes(value)));
        return Json.convert(tree, MethodSettings.class);
    }
}
