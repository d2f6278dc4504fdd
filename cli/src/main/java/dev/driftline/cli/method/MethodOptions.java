package dev.driftline.cli.method;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.BidoraSettings;
import dev.driftline.contracts.domain.Matrix;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that chooses a method: its defaults, and what is said otherwise. */
public final class MethodOptions {
    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description = "edora, bidora, dora, lora or head (default: edora)")
    private AdapterMethod method = AdapterMethod.EDORA;

    @Option(names = "--rank", paramLabel = "R", description = "rank of the adapter (default: 8)")
    private @Nullable Integer rank;

    @Option(names = "--rate", paramLabel = "RATE", description = "the adapter's learning rate (default: the method's)")
    private @Nullable Double rate;

    @Option(names = "--bidora", paramLabel = "PRESET", description = "with --method bidora: fast (default) or paper")
    private @Nullable Preset preset;

    @Option(
            names = "--targets",
            split = ",",
            paramLabel = "MATRIX",
            description = "which matrices carry an adapter: query, key, value, attention-output, ffn-up, ffn-down, in"
                    + " every layer or in one, as 0.query (default: all)")
    private List<String> targets = List.of();

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            converter = Setting.Reader.class,
            description = "any other setting, as warmup=20, rankStabilised=true or bidora.split=0.7; domain show --json"
                    + " has their names; may be repeated")
    private List<Setting> others = List.of();

    private enum Preset {
        FAST,
        PAPER
    }

    /** The settings; one that is unknown or out of its bounds is named. */
    public MethodSettings settings() {
        ObjectNode settings = (ObjectNode) Json.tree("settings", Json.bytes(MethodSettings.defaults(method)));
        if (preset != null) {
            if (method != AdapterMethod.BIDORA) {
                throw new Failure(ExitCode.USAGE, "--bidora is for --method bidora, not for " + method.word());
            }
            BidoraSettings chosen = preset == Preset.PAPER ? BidoraSettings.PAPER : BidoraSettings.FAST;
            settings.set("bidora", Json.tree("bidora", Json.bytes(chosen)));
        }
        Map<String, String> said = new LinkedHashMap<>();
        others.forEach(one -> said.put(one.name(), one.value()));
        say(said, "rank", rank);
        say(said, "rate", rate);
        settings.remove("method");
        said.forEach((name, value) -> Overlay.put(settings, name, value));
        aim((ObjectNode) settings.get("ranks"), settings.get("rank").intValue());
        settings.put("method", method.word());
        try {
            return Json.convert(settings, MethodSettings.class);
        } catch (InvalidValue e) {
            throw said(e, said);
        }
    }

    /** The same trouble, of what was typed where that is told by the field. */
    private RuntimeException said(InvalidValue trouble, Map<String, String> said) {
        String field = trouble.field();
        List<String> names = said.keySet().stream()
                .filter(name -> name.equals(field) || name.endsWith("." + field) || name.startsWith(field + "."))
                .toList();
        String typed;
        if (names.size() == 1) {
            String name = names.getFirst();
            boolean own = name.equals("rank") && rank != null || name.equals("rate") && rate != null;
            typed = own ? "--" + name + " " + said.get(name) : "--set " + name + "=" + said.get(name);
        } else if (names.isEmpty() && field.startsWith("ranks") && !targets.isEmpty()) {
            typed = "--targets " + String.join(",", targets);
        } else {
            return trouble;
        }
        String what = String.valueOf(trouble.getMessage());
        return new Failure(ExitCode.USAGE, typed + what.substring(field.length()), trouble);
    }

    private void aim(ObjectNode ranks, int own) {
        if (targets.isEmpty()) {
            return;
        }
        for (Matrix matrix : Matrix.values()) {
            if (!targets.contains(matrix.word()) && !ranks.has(matrix.word())) {
                ranks.put(matrix.word(), 0);
            }
        }
        for (String target : targets) {
            if (target.indexOf('.') >= 0 && !ranks.has(target)) {
                ranks.put(target, own);
            } else if (Arrays.stream(Matrix.values()).noneMatch(one -> target.equals(one.word()))) {
                throw new Failure(
                        ExitCode.USAGE,
                        "--targets " + target + ": no such matrix; there are "
                                + String.join(
                                        ", ",
                                        Arrays.stream(Matrix.values())
                                                .map(Matrix::word)
                                                .toList()));
            }
        }
    }

    private static void say(Map<String, String> said, String name, @Nullable Object value) {
        if (value != null && said.put(name, value.toString()) != null) {
            throw new Failure(ExitCode.USAGE, "--set " + name + ": is said by --" + name + " already");
        }
    }
}
