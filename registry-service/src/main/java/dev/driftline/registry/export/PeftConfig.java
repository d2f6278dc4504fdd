package dev.driftline.registry.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.contracts.card.KnownBase;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.version.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code adapter_config.json}, in the fields of PEFT's LoraConfig. */
final class PeftConfig {
    /** The way to one layer, which PEFT's suffixes leave out. */
    private static final Pattern LAYER = Pattern.compile("^.*\\.layer\\.\\d+\\.");

    /** A suffix of the attention's output too. */
    private static final String FFN_DOWN = "output.dense";

    private PeftConfig() {}

    /**
     * The config of a version.
     *
     * <p>Its task is FEATURE_EXTRACTION: the tensors' names are those of a bare encoder with a head beside it, so PEFT's own sequence
     * classifier, which pools otherwise and names its modules otherwise, must refuse them instead of answering wrongly.
     *
     * @param modules ranks of the matrices that carry an adapter, by their paths
     */
    static byte[] json(Manifest manifest, PeftKind kind, Map<String, Integer> modules) {
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
        ownRanks(config, settings, modules);
        config.put("lora_dropout", 0.0);
        config.put("use_dora", kind == PeftKind.DORA);
        config.put("use_rslora", false);
        config.put("init_lora_weights", true);
        config.put("bias", "none");
        config.put("fan_in_fan_out", false);
        targets(settings, modules.keySet()).forEach(config.putArray("target_modules")::add);
        config.putArray("modules_to_save").add(PeftTensors.HEAD);
        return (config.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Matrices of another rank than the usual; their alpha keeps the scale, which is one for all. */
    private static void ownRanks(ObjectNode config, MethodSettings settings, Map<String, Integer> modules) {
        if (modules.values().stream().allMatch(rank -> rank == settings.rank())) {
            return;
        }
        ObjectNode ranks = config.putObject("rank_pattern");
        ObjectNode alphas = config.putObject("alpha_pattern");
        modules.forEach((module, rank) -> {
            if (rank != settings.rank()) {
                ranks.put(module, rank);
                alphas.put(module, settings.scale() * rank);
            }
        });
    }

    /** Suffixes that name each module in every layer; whole paths where they would name others too. */
    static List<String> targets(MethodSettings settings, Set<String> modules) {
        Map<String, Long> layers = modules.stream()
                .collect(Collectors.groupingBy(
                        module -> LAYER.matcher(module).replaceFirst(""), TreeMap::new, Collectors.counting()));
        boolean alike = settings.ranks().keySet().stream().noneMatch(name -> name.indexOf('.') >= 0);
        boolean names = !layers.containsKey(FFN_DOWN) || layers.containsKey("attention." + FFN_DOWN);
        return alike && names
                ? List.copyOf(layers.keySet())
                : modules.stream().sorted().toList();
    }
}
