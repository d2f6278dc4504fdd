package dev.driftline.trainer.exchange;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.exchange.MergedCheckpoint;
import dev.driftline.adapters.exchange.PeftLabels;
import dev.driftline.adapters.file.AdapterHeader;
import dev.driftline.contracts.card.VersionCard;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.VersionView;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.trainer.publish.Registry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A version as a plain transformers checkpoint in a zip, written weight by weight: the same bytes for the same version. */
final class MergedExport {
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final String CARD = "README.md";
    private static final String MODEL = "model.py";

    private final Base base;
    private final Registry registry;
    private final byte[] model = packaged(MODEL);
    private final String card = new String(packaged(CARD), StandardCharsets.UTF_8);

    /** A version that was trained on this base. */
    record Plan(VersionView version) {}

    MergedExport(Base base, Registry registry) {
        this.base = base;
        this.registry = registry;
    }

    /** Decides whether a version can be merged here, without reading its numbers. */
    Plan plan(DomainName domain, int version) {
        VersionView view = registry.version(domain, version)
                .orElseThrow(() -> Denied.missing("there is no version " + domain + "@" + version));
        Digest theirs = view.manifest().base();
        if (!theirs.equals(base.digest())) {
            throw Denied.refused(domain + "@" + version + " was trained on the base " + theirs
                    + ", and this trainer's is " + base.digest() + ": ask a trainer that runs on that base");
        }
        return new Plan(view);
    }

    /** Writes the zip and leaves {@code out} open; nothing before its pieces were found to fit. */
    void write(Plan plan, OutputStream out) throws IOException {
        Manifest manifest = plan.version().manifest();
        MergedCheckpoint merged = merged(manifest);
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        zip.setLevel(Deflater.NO_COMPRESSION);
        for (Map.Entry<String, byte[]> file : files(plan.version(), merged).entrySet()) {
            begin(zip, file.getKey());
            zip.write(file.getValue());
            zip.closeEntry();
        }
        begin(zip, "model.safetensors");
        merged.write(zip);
        zip.closeEntry();
        zip.finish();
    }

    private MergedCheckpoint merged(Manifest manifest) {
        Digest factors = manifest.factors();
        try {
            return MergedCheckpoint.of(
                    base, registry.blob(manifest.adapter()), factors == null ? null : registry.blob(factors));
        } catch (InvalidValue e) {
            throw Denied.refused(
                    manifest.domain() + "@" + manifest.version() + " cannot be exported: " + e.getMessage());
        }
    }

    private Map<String, byte[]> files(VersionView version, MergedCheckpoint merged) {
        AdapterHeader header = merged.header();
        VersionCard words = new VersionCard(
                version, header.labels().size(), header.trainedLabels().size());
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(CARD, words.fill(card, Map.of()));
        files.put("config.json", merged.config());
        files.put("labels.json", new PeftLabels(header.labels(), header.trainedLabels(), header.base()).json());
        files.put(MODEL, model);
        files.put("tokenizer.json", merged.tokenizer());
        return files;
    }

    private static void begin(ZipOutputStream zip, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
    }

    private static byte[] packaged(String name) {
        try (InputStream in = MergedExport.class.getResourceAsStream(name + ".txt")) {
            if (in == null) {
                throw new IllegalStateException(name + ".txt is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
