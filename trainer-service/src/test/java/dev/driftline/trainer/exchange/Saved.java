package dev.driftline.trainer.exchange;

import dev.driftline.adapters.base.Geometry;
import dev.driftline.adapters.exchange.PeftFolder;
import dev.driftline.adapters.exchange.PeftImport;
import dev.driftline.adapters.exchange.PeftLabels;
import dev.driftline.adapters.file.AdapterFile;
import dev.driftline.adapters.file.AdapterHeader;
import dev.driftline.adapters.file.Layout;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.Ranks;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.version.Running;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.trainer.Samples;
import dev.driftline.trainer.publish.Contest;
import dev.driftline.trainer.publish.Registry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** What PEFT saved for a base that is tiny, and who takes it. */
final class Saved {
    static final Geometry TINY = new Geometry(1, 8, 2, 16, Geometry.BERT_EPSILON);
    static final Digest BASE = Digest.of(new byte[] {42});
    static final Digest OTHER_BASE = Digest.of(new byte[] {7});
    static final String CONFIG = """
            {"peft_type":"LORA","r":8,"lora_alpha":16,"target_modules":"all-linear","modules_to_save":["classifier"]}""";

    private Saved() {}

    static PeftImport reader() {
        return new PeftImport(TINY, BASE);
    }

    /** Imports into what is in {@code registry}; any directory named holds another base. */
    static Importing importing(Registry registry, Consumer<DomainState> told) {
        Iterator<String> nonces =
                Stream.iterate(1, n -> n + 1).map(n -> "nonce-" + n).iterator();
        return new Importing(
                reader(),
                new BaseCheck(BASE, directory -> OTHER_BASE),
                _ -> new Running(1, "cpu", "NONE", "fp32", "none", true),
                registry,
                new Contest(nonces::next),
                told);
    }

    /** @param number the first of each tensor; the others are 0 */
    static byte[] model(AdapterMethod method, float number) {
        List<float[]> tensors = Layout.of(TINY, method, Ranks.all(8), Samples.LABELS.size()).tensors().stream()
                .map(tensor -> {
                    float[] numbers = new float[tensor.size()];
                    numbers[0] = number;
                    return numbers;
                })
                .toList();
        AdapterHeader header = new AdapterHeader(method, 8, null, 16, BASE, null, Samples.LABELS, List.of(0, 1, 2));
        return AdapterFile.write(TINY, new AdapterFile.Content(header, tensors));
    }

    static PeftFolder folder(float number, @Nullable Digest base) {
        return new PeftFolder(
                bytes(CONFIG),
                model(AdapterMethod.LORA, number),
                new PeftLabels(Samples.LABELS, List.of(0, 1, 2), base));
    }

    /** A folder's files by their names, to be changed. */
    static Map<String, byte[]> files() {
        PeftFolder folder = folder(1, BASE);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("adapter_config.json", folder.config());
        files.put("labels.json", folder.labels().json());
        files.put("adapter_model.safetensors", folder.model());
        return files;
    }

    static byte[] zip(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
