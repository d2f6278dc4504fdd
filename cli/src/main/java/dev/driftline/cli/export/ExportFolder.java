package dev.driftline.cli.export;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A folder that is empty or not there yet, and shall hold an export. */
public final class ExportFolder {
    /** One file of an export. */
    public record Written(String name, long bytes) {}

    private static final int MOST_FILES = 32;
    private static final int MOST_BYTES = 256 * 1024 * 1024;
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");

    private final Path folder;

    /** Throws {@link Failure} when there is something in {@code folder}, or it is a file. */
    public ExportFolder(Path folder) {
        this.folder = folder;
        if (Files.exists(folder) && !isEmptyFolder(folder)) {
            throw new Failure(
                    ExitCode.REFUSED,
                    folder
                            + " is there and not an empty folder: name another, so that nothing is overwritten or mixed");
        }
    }

    private static boolean isEmptyFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findAny().isEmpty();
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILURE, "cannot look into " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Writes the files of {@code zip}; nothing when one of them does not belong into one plain folder. */
    public List<Written> unpack(byte[] zip) {
        Map<String, byte[]> files = read(zip);
        List<Written> written = new ArrayList<>();
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Files.write(folder.resolve(file.getKey()), file.getValue());
                written.add(new Written(file.getKey(), file.getValue().length));
            }
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILURE, "cannot write to " + folder + ": " + e.getMessage(), e);
        }
        return written;
    }

    private static Map<String, byte[]> read(byte[] zip) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        int left = MOST_BYTES;
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] bytes = in.readNBytes(left + 1);
                left -= bytes.length;
                if (left < 0
                        || files.size() == MOST_FILES
                        || !PLAIN_NAME.matcher(entry.getName()).matches()) {
                    throw new Failure(ExitCode.FAILURE, "the registry's zip is no export: look at " + entry.getName());
                }
                files.put(entry.getName(), bytes);
            }
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILURE, "the registry's zip cannot be read: " + e.getMessage(), e);
        }
        if (files.isEmpty()) {
            throw new Failure(ExitCode.FAILURE, "the registry's answer is no zip, or an empty one");
        }
        return files;
    }
}
