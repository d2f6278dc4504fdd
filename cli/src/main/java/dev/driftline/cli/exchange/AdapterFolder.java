package dev.driftline.cli.exchange;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** A folder in which PEFT saved an adapter. */
public final class AdapterFolder {
    private static final long MOST_BYTES = 24L * 1024 * 1024;
    private static final String MODEL = "adapter_model.safetensors";
    private static final String LABELS = "labels.json";

    private final Map<String, Path> files = new LinkedHashMap<>();

    /**
     * Looks what is there.
     *
     * @param labels a file with one label a line; null: the folder's own labels.json
     */
    public AdapterFolder(Path folder, @Nullable Path labels) {
        take("adapter_config.json", folder, "is this a folder that PEFT's save_pretrained wrote?");
        take(MODEL, folder, "save the adapter as safetensors, which PEFT does by default");
        if (labels == null) {
            take(
                    LABELS,
                    folder,
                    "PEFT knows no labels: name a file with one label a line, in the order of the head's rows, by --labels");
        } else {
            require(labels, "--labels names a file with one label a line");
            files.put("labels.txt", labels);
        }
    }

    private void take(String name, Path folder, String otherwise) {
        Path file = folder.resolve(name);
        require(file, otherwise);
        files.put(name, file);
    }

    private static void require(Path file, String otherwise) {
        if (!Files.isRegularFile(file)) {
            throw new Failure(ExitCode.NOT_FOUND, file + " is not there: " + otherwise);
        }
    }

    /** What an import needs of it. */
    public byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            long left = MOST_BYTES;
            for (Map.Entry<String, Path> file : files.entrySet()) {
                left -= Files.size(file.getValue());
                if (left < 0) {
                    throw new Failure(
                            ExitCode.USAGE,
                            file.getValue() + " is too large: an import takes at most " + MOST_BYTES + " bytes in all");
                }
                zip.putNextEntry(new ZipEntry(file.getKey()));
                Files.copy(file.getValue(), zip);
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILURE, "cannot read the adapter: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }
}
