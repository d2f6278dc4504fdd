package dev.driftline.trainer.exchange;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.adapters.exchange.PeftFolder;
import dev.driftline.adapters.exchange.PeftLabels;
import dev.driftline.contracts.wire.InvalidValue;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** The files of an import out of a zip, in memory and within bounds; what else lies in it is passed over. */
final class ZipFolder {
    /** The trainer's state holds the adapter four times, and must fit a blob of 64 MiB. */
    static final int MOST_MODEL_BYTES = 16 * 1024 * 1024;

    static final int MOST_BYTES = 24 * 1024 * 1024;
    private static final int MOST_FILES = 32;
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_.-]{0,99}");
    private static final String ZIP = "zip";
    private static final String CONFIG = "adapter_config.json";
    private static final String MODEL = "adapter_model.safetensors";
    private static final String LABELS = "labels.json";
    private static final String LINES = "labels.txt";

    private ZipFolder() {}

    /**
     * Reads to the end, or to where a bound is passed.
     *
     * @throws InvalidValue when it is no zip of such a folder
     * @throws Denied when it unpacks to more than is accepted
     */
    static PeftFolder read(InputStream in) {
        Map<String, byte[]> files = files(in);
        byte[] model = there(files, MODEL);
        if (model.length > MOST_MODEL_BYTES) {
            throw Denied.tooLarge(MODEL + " is larger than the " + MOST_MODEL_BYTES
                    + " bytes that are accepted here: take a smaller rank");
        }
        return new PeftFolder(there(files, CONFIG), model, labels(files));
    }

    private static PeftLabels labels(Map<String, byte[]> files) {
        byte[] json = files.get(LABELS);
        byte[] lines = files.get(LINES);
        unless((json == null) != (lines == null), LABELS, labelsWanted(json != null));
        return json == null ? PeftLabels.ofLines(there(files, LINES)) : PeftLabels.ofJson(json);
    }

    private static String labelsWanted(boolean both) {
        return both
                ? "is there beside " + LINES + ": send one of them"
                : "is not in the zip: PEFT knows no labels; send it, or " + LINES
                        + " with one label a line in the order of the head's rows (--labels)";
    }

    private static byte[] there(Map<String, byte[]> files, String name) {
        byte[] found = files.get(name);
        if (found == null) {
            throw new InvalidValue(
                    name,
                    name
                            + ": is not in the zip; zip the files that save_pretrained wrote, without a folder around them");
        }
        return found;
    }

    private static Map<String, byte[]> files(InputStream in) {
        Map<String, byte[]> files = new HashMap<>();
        int left = MOST_BYTES;
        try (ZipInputStream zip = new ZipInputStream(in, StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                unless(
                        PLAIN_NAME.matcher(name).matches(),
                        ZIP,
                        "holds a file that lies in a folder or has no plain name; zip the" + " files themselves");
                unless(files.size() < MOST_FILES, ZIP, "holds more than " + MOST_FILES + " files");
                byte[] bytes = zip.readNBytes(left + 1);
                left -= bytes.length;
                if (left < 0) {
                    throw Denied.tooLarge(
                            "the zip unpacks to more than the " + MOST_BYTES + " bytes that are accepted here");
                }
                unless(files.put(name, bytes) == null, ZIP, "holds " + name + " twice");
            }
        } catch (ZipException | EOFException e) {
            throw new InvalidValue(ZIP, ZIP + ": the body is no whole zip: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        unless(!files.isEmpty(), ZIP, "the body is no zip, or an empty one");
        return files;
    }
}
