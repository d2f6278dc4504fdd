package dev.driftline.registry.export;

import dev.driftline.contracts.ledger.VersionView;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.registry.blob.Blobs;
import dev.driftline.registry.change.Refused;
import dev.driftline.registry.change.Unknown;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** A version as the directory that Hugging Face PEFT loads, in a zip: the same bytes for the same version. */
public final class PeftExport {
    /** Blobs, their numbers, a product of them and the new file lie on the heap together. */
    private static final int COPIES = 4;

    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final String MODEL = "model.py";

    /** A version that can be exported, and what it is to PEFT. */
    public static final class Plan {
        private final VersionView version;
        private final PeftKind kind;
        private final long heldBytes;

        private Plan(VersionView version, PeftKind kind, long heldBytes) {
            this.version = version;
            this.kind = kind;
            this.heldBytes = heldBytes;
        }

        /** Memory that writing it takes. */
        public long heldBytes() {
            return heldBytes;
        }
    }

    private final Blobs blobs;
    private final byte[] model = Packaged.file(MODEL);
    private final ModelCard card = new ModelCard();

    public PeftExport(Blobs blobs) {
        this.blobs = blobs;
    }

    /**
     * Decides whether a version can be exported, without reading its numbers.
     *
     * @param as lora or dora: refuses unless the version is just that; null takes what it is
     * @throws Refused when PEFT could not hold it without loss
     * @throws Unknown when one of its blobs is gone
     */
    public Plan plan(VersionView version, @Nullable String as) {
        Manifest manifest = version.manifest();
        PeftKind wanted = as == null ? null : PeftKind.parse(as);
        PeftKind kind = PeftKind.of(manifest.settings().method())
                .orElseThrow(() ->
                        new Refused(name(manifest) + " trained the head alone: there is no adapter for PEFT to hold"));
        if (wanted != null && wanted != kind) {
            throw new Refused(otherKind(manifest, kind));
        }
        Digest factors = manifest.factors();
        long bytes = size(manifest, "adapter", manifest.adapter())
                + (factors == null ? 0 : size(manifest, "factors", factors));
        return new Plan(version, kind, COPIES * bytes);
    }

    private static String otherKind(Manifest manifest, PeftKind kind) {
        String is = name(manifest) + " (method " + manifest.settings().method().word() + ") is to PEFT a ";
        return switch (kind) {
            case DORA ->
                is
                        + "DoRA adapter: as plain LoRA it would lose its magnitudes and give other answers; export it as dora";
            case LORA -> is + "LoRA adapter without magnitudes; export it as lora";
        };
    }

    /**
     * Writes the zip; nothing before all of it is made, so that what is wrong is still an error and not half a file.
     *
     * @throws Refused when the version's blobs are not in a form that can be exported
     */
    public void write(Plan plan, OutputStream out) throws IOException {
        Map<String, byte[]> files = files(plan);
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        zip.setLevel(Deflater.BEST_SPEED);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            ZipEntry entry = new ZipEntry(file.getKey());
            entry.setTimeLocal(NO_TIME);
            zip.putNextEntry(entry);
            zip.write(file.getValue());
            zip.closeEntry();
        }
        zip.finish();
    }

    private Map<String, byte[]> files(Plan plan) {
        Manifest manifest = plan.version.manifest();
        PeftTensors tensors = tensors(manifest);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(ModelCard.NAME, card.text(plan.version, plan.kind, tensors));
        files.put("adapter_config.json", PeftConfig.json(manifest, plan.kind, tensors.modules()));
        files.put("labels.json", tensors.labelsFile());
        files.put(MODEL, model);
        files.put("adapter_model.safetensors", tensors.file());
        return files;
    }

    private PeftTensors tensors(Manifest manifest) {
        Digest factors = manifest.factors();
        byte[] adapter = blob(manifest, "adapter", manifest.adapter());
        byte[] frozen = factors == null ? null : blob(manifest, "factors", factors);
        try {
            return PeftTensors.of(manifest, adapter, frozen);
        } catch (InvalidValue e) {
            throw new Refused(name(manifest) + " cannot be exported: " + e.getMessage());
        }
    }

    private long size(Manifest manifest, String what, Digest digest) {
        return blobs.size(digest).orElseThrow(() -> gone(manifest, what, digest));
    }

    private byte[] blob(Manifest manifest, String what, Digest digest) {
        return blobs.get(digest).orElseThrow(() -> gone(manifest, what, digest));
    }

    private static Unknown gone(Manifest manifest, String what, Digest digest) {
        return new Unknown("the " + what + " of " + name(manifest) + ", blob " + digest
                + ", is no longer in the object store: restore it, or export another version");
    }

    private static String name(Manifest manifest) {
        return manifest.domain() + "@" + manifest.version();
    }
}
