package dev.driftline.adapters.program;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Zips program texts into the form that libtorch loads: code, a pickled module without weights, a version. */
final class Archive {
    /** A text and the module that it becomes, such as {@code __torch__.encoder}. */
    record Text(String module, String resource) {}

    static final List<Text> PROGRAM = List.of(
            new Text("__torch__", "program.py.txt"),
            new Text("__torch__.adapter", "adapter.py.txt"),
            new Text("__torch__.forms", "forms.py.txt"),
            new Text("__torch__.encoder", "encoder.py.txt"),
            new Text("__torch__.objective", "objective.py.txt"),
            new Text("__torch__.training", "training.py.txt"),
            new Text("__torch__.bilevel", "bilevel.py.txt"),
            new Text("__torch__.whole", "whole.py.txt"),
            new Text("__torch__.factors", "factors.py.txt"));

    private static final byte[] PROTOCOL_2 = {(byte) 0x80, 2};
    private static final byte[] EMPTY_TUPLE_AND_STOP = {')', '.'};

    private Archive() {}

    /** An archive whose root is an instance of class {@code Program} of {@code root}. */
    static byte[] of(List<Text> texts, String root) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, "data.pkl", pickle(root));
            for (Text text : texts) {
                store(zip, "code/" + text.module().replace('.', '/') + ".py", read(text.resource()));
            }
            store(zip, "constants.pkl", join(PROTOCOL_2, EMPTY_TUPLE_AND_STOP));
            store(zip, "version", ascii("10\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Pickle's opcodes for: an instance of root.Program, made without arguments, with the state {"training": true}. */
    private static byte[] pickle(String root) {
        byte[] attribute = ascii("training");
        return join(
                PROTOCOL_2,
                ascii("c" + root + "\nProgram\n"),
                new byte[] {')', (byte) 0x81, '}', 'X', (byte) attribute.length, 0, 0, 0},
                attribute,
                new byte[] {(byte) 0x88, 's', 'b', '.'});
    }

    private static void store(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry("program/" + name);
        CRC32 sum = new CRC32();
        sum.update(bytes);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream in = Archive.class.getResourceAsStream(resource)) {
            return Objects.requireNonNull(in, resource).readAllBytes();
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
