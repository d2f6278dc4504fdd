package dev.driftline.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.wire.Json;

/** A method's defaults with some values changed, by their names: a test says what matters to it and nothing else. */
public final class Settings {
    private final ObjectNode tree;

    private Settings(AdapterMethod method) {
        tree = (ObjectNode) Json.tree("settings", Json.bytes(MethodSettings.defaults(method)));
    }

    public static Settings of(AdapterMethod method) {
        return new Settings(method);
    }

    /** @param name of a setting; one of bidora's with that in front, as {@code bidora.guard} */
    public Settings with(String name, Object value) {
        int dot = name.indexOf('.');
        ObjectNode owner = dot < 0 ? tree : (ObjectNode) tree.required(name.substring(0, dot));
        String own = name.substring(dot + 1);
        owner.required(own);
        owner.set(own, Json.tree(name, Json.bytes(value)));
        return this;
    }

    public MethodSettings done() {
        return Json.convert(tree, MethodSettings.class);
    }
}
