package dev.driftline.adapters.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An {@code adapter_config.json}, in the fields of PEFT's LoraConfig (0.21): refused where it asks for something that a domain does not
 * compute. A field that is not known here must be off, since it may change answers.
 */
final class AdapterConfig {
    private static final String FILE = "adapter_config.json";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.]+");
    private static final double SAME = 1e-9;

    /** Fields that change no answer of a trained adapter. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "task_type",
            "auto_mapping",
            "peft_version",
            "base_model_name_or_path",
            "revision",
            "inference_mode",
            "lora_dropout",
            "layers_pattern",
            "megatron_core",
            "qalora_group_size",
            "runtime_config");

    private static final Set<String> LOOKED_AT = Set.of(
            "peft_type",
            "use_dora",
            "use_rslora",
            "r",
            "lora_alpha",
            "rank_pattern",
            "alpha_pattern",
            "bias",
            "modules_to_save",
            "init_lora_weights",
            "target_modules",
            "layers_to_transform");

    /** Beginnings that leave the base's weights as they are. */
    private static final Set<String> HARMLESS_BEGINNINGS = Set.of("true", "false", "gaussian", "eva", "orthogonal");

    private final JsonNode json;

    AdapterConfig(byte[] file) {
        json = Json.tree(FILE, file);
        require(json.isObject(), "peft_type", "is missing, since the file is no JSON object");
    }

    boolean dora() {
        return flag("use_dora");
    }

    /** What it names as its base. */
    @Nullable
    String base() {
        JsonNode base = json.path("base_model_name_or_path");
        return base.isTextual() ? base.textValue() : null;
    }

    /**
     * Throws {@link InvalidValue} unless a domain of these settings computes what this asks for.
     *
     * @param ranks of the matrices that carry an adapter in the domain
     */
    void require(MethodSettings settings, Map<String, Integer> ranks, int layers) {
        requireKind(settings.method());
        ranks.forEach((module, rank) -> requireStrength(module, rank, settings));
        requireForm();
        requireTargets(ranks.keySet());
        requireLayers(layers);
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            require(
                    LOOKED_AT.contains(field.getKey())
                            || WITHOUT_EFFECT.contains(field.getKey())
                            || isOff(field.getValue()),
                    field.getKey(),
                    "is " + field.getValue() + "; a domain's adapter is without it: train again with it off");
        }
    }

    private void requireKind(AdapterMethod method) {
        require(
                json.path("peft_type").asText().equals("LORA"),
                "peft_type",
                "is " + json.path("peft_type") + "; only LORA, with or without use_dora, can be imported");
        boolean lora = method == AdapterMethod.LORA;
        require(
                dora() != lora,
                "use_dora",
                lora
                        ? "is true, and the domain's method is lora, which has no magnitudes: import into a domain of method dora"
                                + " or bidora"
                        : "is false, and the domain's method is " + method.word()
                                + ", which has magnitudes: import into a domain of method lora");
    }

    private void requireStrength(String module, int rank, MethodSettings settings) {
        int own = patterned("rank_pattern", module, json.path("r")).asInt();
        require(
                json.path("r").isIntegralNumber() && own == rank,
                "r",
                "gives " + module + " the rank " + (own == 0 ? "of nothing" : own) + ", and the domain's is " + rank
                        + "; import into a domain of that rank (domain create --set rank=" + own + ")");
        JsonNode alpha = patterned("alpha_pattern", module, json.path("lora_alpha"));
        double plain = flag("use_rslora") ? alpha.asDouble() * Math.sqrt(own) : alpha.asDouble();
        require(
                json.path("lora_alpha").isNumber()
                        && Math.abs(plain / own - settings.scale()) <= SAME * settings.scale(),
                "lora_alpha",
                "multiplies " + module + " by " + plain / own + " = " + plain + " / " + own
                        + ", and the domain by " + settings.scale() + " = " + settings.plainAlpha() + " / "
                        + settings.rank()
                        + "; import into a domain of that alpha (domain create --set alpha="
                        + plain / own * settings.rank() + ")");
    }

    /** What a pattern says of a module, by the first of its names that the module ends with. */
    private JsonNode patterned(String pattern, String module, JsonNode otherwise) {
        JsonNode all = json.path(pattern);
        require(all.isMissingNode() || all.isNull() || all.isObject(), pattern, "is " + all + ", not an object");
        for (Map.Entry<String, JsonNode> one : all.properties()) {
            require(
                    PLAIN.matcher(one.getKey()).matches() && one.getValue().isNumber(),
                    pattern,
                    "has '" + one.getKey() + "'; write plain names of modules with a number each");
            if (names(one.getKey(), module)) {
                return one.getValue();
            }
        }
        return otherwise;
    }

    private void requireForm() {
        JsonNode bias = json.path("bias");
        require(
                bias.isMissingNode() || bias.asText().equals("none"),
                "bias",
                "is " + bias + "; a domain's adapter leaves biases as they are: train again with bias none");
        JsonNode saved = json.path("modules_to_save");
        require(
                saved.size() == 1 && saved.path(0).asText().equals("classifier"),
                "modules_to_save",
                "is " + (saved.isMissingNode() ? "missing" : saved)
                        + "; beside the adapter there must be the head, and nothing else: [\"classifier\"]");
        JsonNode begun = json.path("init_lora_weights");
        require(
                begun.isMissingNode() || HARMLESS_BEGINNINGS.contains(begun.asText()),
                "init_lora_weights",
                "is " + begun + ", which changes the base's weights; save the adapter with"
                        + " path_initial_model_for_weight_conversion, which makes it a plain one");
    }

    private void requireTargets(Set<String> modules) {
        JsonNode targets = json.path("target_modules");
        if (targets.isTextual() && targets.textValue().equals("all-linear")) {
            return;
        }
        require(
                targets.isArray(),
                "target_modules",
                "is " + (targets.isMissingNode() ? "missing" : targets)
                        + "; write all-linear or the list of the modules' names in place of a pattern");
        Set<String> missing = new TreeSet<>(modules);
        missing.removeIf(module -> {
            for (JsonNode target : targets) {
                if (names(target.asText(), module)) {
                    return true;
                }
            }
            return false;
        });
        require(
                missing.isEmpty(),
                "target_modules",
                "leaves out " + missing.stream().findFirst().orElse("") + ", and the domain adapts " + modules.size()
                        + " matrices, it among them; train again on all of them");
    }

    private void requireLayers(int layers) {
        JsonNode chosen = json.path("layers_to_transform");
        if (isOff(chosen)) {
            return;
        }
        Set<Integer> found = new HashSet<>();
        if (chosen.isArray()) {
            chosen.forEach(one -> found.add(one.asInt(-1)));
        } else {
            found.add(chosen.asInt(-1));
        }
        require(
                IntStream.range(0, layers).allMatch(found::contains),
                "layers_to_transform",
                "is " + chosen + ", and the domain adapts all " + layers + " layers; train again without it");
    }

    /** As PEFT matches: the whole path, or its last parts. */
    private static boolean names(String suffix, String module) {
        return module.equals(suffix) || module.endsWith("." + suffix);
    }

    private boolean flag(String field) {
        JsonNode value = json.path(field);
        require(
                value.isMissingNode() || value.isNull() || value.isBoolean(),
                field,
                "is " + value + ", not true or false");
        return value.asBoolean();
    }

    private static boolean isOff(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || (value.isBoolean() && !value.booleanValue())
                || (value.isContainerNode() && value.isEmpty());
    }

    private static void require(boolean holds, String field, String message) {
        if (!holds) {
            throw new InvalidValue(field, FILE + ": " + field + " " + message);
        }
    }
}
