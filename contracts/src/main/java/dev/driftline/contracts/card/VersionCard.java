package dev.driftline.contracts.card;

import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.ledger.VersionView;
import dev.driftline.contracts.version.Evidence;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.version.Origin;
import dev.driftline.contracts.version.PairedCount;
import dev.driftline.contracts.version.Running;
import dev.driftline.contracts.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A version's words for a model card: what it is, what made it, how it did.
 *
 * @param labels of its head
 * @param trained of these labels
 */
public record VersionCard(VersionView version, int labels, int trained) {

    /** The template with each {@code {word}} replaced, by these words and the version's own. */
    public byte[] fill(String template, Map<String, String> others) {
        String text = template;
        for (Map<String, String> words : List.of(others, words())) {
            for (Map.Entry<String, String> word : words.entrySet()) {
                text = text.replace("{" + word.getKey() + "}", word.getValue());
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, String> words() {
        Manifest manifest = version.manifest();
        Running running = manifest.running();
        Optional<KnownBase> base = KnownBase.of(manifest.base());
        return Map.ofEntries(
                Map.entry("domain", manifest.domain().toString()),
                Map.entry("version", Integer.toString(manifest.version())),
                Map.entry("labels", Integer.toString(labels)),
                Map.entry("trained", Integer.toString(trained)),
                Map.entry("base", base.map(KnownBase::name).orElse("unknown")),
                Map.entry("licence", base.map(KnownBase::licence).orElse("unknown")),
                Map.entry("baseDigest", manifest.base().hex()),
                Map.entry("method", method(manifest.settings())),
                Map.entry("settings", Json.text(manifest.settings())),
                Map.entry("adapter", manifest.adapter().hex()),
                Map.entry(
                        "made",
                        "%s, seed %d, libtorch %s on %s"
                                .formatted(version.at(), manifest.seed(), running.libtorch(), running.device())),
                Map.entry("data", data(manifest)),
                Map.entry("exam", exam(manifest)),
                Map.entry(
                        "temperature",
                        manifest.temperature() == null
                                ? "1"
                                : manifest.temperature().toString()));
    }

    private static String method(MethodSettings settings) {
        return switch (settings.method()) {
            case HEAD -> "the head alone";
            case LORA -> "LoRA (Hu et al., arXiv 2106.09685)";
            case BIDORA ->
                "BiDoRA (Qin, Zhang, Xie, arXiv 2410.09758): a DoRA whose magnitudes were searched on another level";
            case DORA -> "DoRA (Liu et al., arXiv 2402.09353)";
            case EDORA ->
                "EDoRA (Nasiri, Garraghan, arXiv 2501.12067): B here is B R there, with the factor B of the base and the trained R";
        };
    }

    private static String data(Manifest manifest) {
        Origin origin = manifest.origin();
        if (origin != null) {
            return "imported from a %s adapter of PEFT, `%s`; nothing of the log was learned"
                    .formatted(origin.kind().equals("dora") ? "DoRA" : "LoRA", origin.file());
        }
        String before = manifest.parent() == null
                ? "the first window of its domain"
                : "continues version " + manifest.parent() + ", and with it what that had learned";
        String passedOver = manifest.exclusions().isEmpty()
                ? ""
                : "; passed over since then: "
                        + String.join(
                                ", ",
                                manifest.exclusions().stream()
                                        .map(exclusion -> exclusion.interval().toString())
                                        .toList());
        return "partition:offsets %s of the log with topic id `%s`, window %d: %d examples learned, %d drawn from memory, %d kept for the exam; %s%s"
                .formatted(
                        manifest.interval(),
                        manifest.interval().topicId(),
                        manifest.windowIndex(),
                        manifest.trained(),
                        manifest.drawn(),
                        manifest.examined(),
                        before,
                        passedOver);
    }

    private static String exam(Manifest manifest) {
        if (manifest.origin() != null) {
            return "not examined: it was imported";
        }
        Evidence evidence = manifest.evidence();
        PairedCount newest = evidence.newest();
        PairedCount reservoir = evidence.reservoir();
        return "%d of %d right on examples never trained on (newest half %d of %d, reservoir half %d of %d); the most frequent label alone gets %d right%s"
                .formatted(
                        evidence.candidateRight(),
                        evidence.examSize(),
                        newest.candidateRight(),
                        newest.total(),
                        reservoir.candidateRight(),
                        reservoir.total(),
                        evidence.mostFrequentRight(),
                        evidence.champion() == null
                                ? ""
                                : ", version " + evidence.champion() + ", live at that time, "
                                        + evidence.championRight());
    }
}
