package dev.driftline.cli.exchange;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A folder that is empty or not there yet, and shall hold an export. */
public final class ExportFolder {
    /** One file of an export. */
    public record Written(String name, long bytes) {}

    private static final int MOST_FILES = 32;
    private static final long MOST_BYTES = 8L * 1024 * 1024 * 1024;
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");

    private final Path folder;
    private final boolean wasThere;

    /** Throws {@link Failure} when there is something in {@code folder}, or it is a file. */
    public ExportFolder(Path folder) {
        this.folder = folder;
        wasThere = Files.exists(folder);
        if (wasThere && !isEmptyFolder(folder)) {
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

    /** Writes the files of {@code zip} as they come; leaves nothing when it ends early or one does not belong into one plain folder. */
    public List<Written> unpack(InputStream zip) {
        List<Written> written = new ArrayList<>();
        boolean whole = false;
        try (ZipInputStream in = new ZipInputStream(zip, StandardCharsets.UTF_8)) {
            Files.createDirectories(folder);
            long left = MOST_BYTES;
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                String name = entry.getName();
                if (written.size() == MOST_FILES || !PLAIN_NAME.matcher(name).matches()) {
                    throw noExport(name);
                }
                long bytes = copy(in, folder.resolve(name), left);
                left -= bytes;
                written.add(new Written(name, bytes));
            }
            whole = !written.isEmpty();
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILURE, "cannot write the export to " + folder + ": " + e.getMessage(), e);
        } finally {
            if (!whole) {
                clear();
            }
        }
        if (!whole) {
            throw new Failure(ExitCode.FAILURE, "the service's answer is no zip, or an empty one");
        }
        return written;
    }

    private static long copy(InputStream in, Path file, long most) throws IOException {
        long bytes = 0;
        byte[] chunk = new byte[CHUNK_BYTES];
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                bytes += count;
                if (bytes > most) {
                    throw noExport(String.valueOf(file.getFileName()));
                }
                out.write(chunk, 0, count);
            }
        }
        return bytes;
    }

    private static Failure noExport(String name) {
        return new Failure(ExitCode.FAILURE, "the service's zip is no export: look at " + name);
    }

    /** The folder was empty: all in it is ours. */
    private void clear() {
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path file : inside.toList()) {
                Files.delete(file);
            }
            if (!wasThere) {
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the half export in " + folder + " cannot be deleted", e);
        }
    }
}
