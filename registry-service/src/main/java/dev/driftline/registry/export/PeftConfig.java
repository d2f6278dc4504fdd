package dev.driftline.registry.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.contracts.card.KnownBase;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.version.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** {@code adapter_config.json}, in the fields of PEFT's LoraConfig. */
final class PeftConfig {
    /** The way to one layer, which PEFT's suffixes leave out. */
    private static final Pattern LAYER = Pattern.compile("^.*\\.layer\\.\\d+\\.");

    private PeftConfig() {}

    /**
     * The config of a version.
     *
     * <p>Its task is FEATURE_EXTRACTION: the tensors' names are those of a bare encoder with a head beside it, so PEFT's own sequence
     * classifier, which pools otherwise and names its modules otherwise, must refuse them instead of answering wrongly.
     *
     * @param modules paths of the matrices that carry an adapter
     */
    static byte[] json(Manifest manifest, PeftKind kind, List<String> modules) {
        MethodSettings settings = manifest.settings();
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.put("peft_type", "LORA");
        config.put("task_type", "FEATURE_EXTRACTION");
        config.put(
                "base_model_name_or_path",
                KnownBase.of(manifest.base()).map(KnownBase::name).orElse(null));
        config.put("inference_mode", true);
        config.put("r", settings.rank());
        if (settings.plainAlpha() == Math.rint(settings.plainAlpha())) {
            config.put("lora_alpha", (long) settings.plainAlpha());
        } else {
            config.put("lora_alpha", settings.plainAlpha());
        }
        config.put("lora_dropout", 0.0);
        config.put("use_dora", kind == PeftKind.DORA);
        config.put("use_rslora", false);
        config.put("init_lora_weights", true);
        config.put("bias", "none");
        config.put("fan_in_fan_out", false);
        targets(modules).forEach(config.putArray("target_modules")::add);
        config.putArray("modules_to_save").add(PeftTensors.HEAD);
        return (config.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Suffixes that name each module in every layer. Where PEFT finds one more by them, it changes nothing: a fresh B is zero. */
    static List<String> targets(List<String> modules) {
        return modules.stream()
                .map(module -> LAYER.matcher(module).replaceFirst(""))
                .distinct()
                .sorted()
                .toList();
    }
}
