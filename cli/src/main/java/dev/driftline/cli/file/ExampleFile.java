package dev.driftline.cli.file;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A file of examples, or standard input as {@code -}, with the count of bytes read from it. */
public final class ExampleFile implements AutoCloseable {
    public static final String STANDARD_INPUT = "-";

    private final RecordReader reader;
    private final Counted counted;
    private final long bytes;

    private ExampleFile(RecordReader reader, Counted counted, long bytes) {
        this.reader = reader;
        this.counted = counted;
        this.bytes = bytes;
    }

    /** Opens; a file that is missing, empty, or of another form than it should be, is a failure with words. */
    public static ExampleFile open(String name, InputStream standardInput, Format format, Columns columns) {
        boolean piped = name.equals(STANDARD_INPUT);
        Counted in = new Counted(piped ? standardInput : file(name));
        InputStream text = Encoding.afterMark(in, name);
        RecordReader reader = switch (format) {
            case JSONL -> new JsonLinesReader(name, text, columns);
            case CSV -> CsvReader.open(name, text, columns);
        };
        return new ExampleFile(reader, in, piped ? 0 : size(name));
    }

    /** The next record; empty at the end. */
    public Optional<FileRecord> next() {
        return reader.next();
    }

    /** The file's size; 0 for standard input. */
    public long bytes() {
        return bytes;
    }

    public long bytesRead() {
        return counted.count.get();
    }

    @Override
    public void close() {
        reader.close();
    }

    private static InputStream file(String name) {
        try {
            return Files.newInputStream(requireFile(name));
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILURE, name + " cannot be read: " + e, e);
        }
    }

    static Path requireFile(String name) {
        Path path = Path.of(name);
        if (!Files.exists(path)) {
            throw new Failure(ExitCode.FAILURE, name + ": there is no such file");
        }
        if (Files.isDirectory(path)) {
            throw new Failure(ExitCode.FAILURE, name + " is a folder: name a file");
        }
        return path;
    }

    private static long size(String name) {
        try {
            return Files.size(Path.of(name));
        } catch (IOException e) {
            return 0;
        }
    }

    /** Counts what was read. */
    private static final class Counted extends FilterInputStream {
        private final AtomicLong count = new AtomicLong();

        private Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            if (one >= 0) {
                count.incrementAndGet();
            }
            return one;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int some = super.read(into, from, most);
            if (some > 0) {
                count.addAndGet(some);
            }
            return some;
        }
    }
}
