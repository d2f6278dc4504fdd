package dev.driftline.cli.file;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Files are UTF-8, with or without its mark at the beginning. */
final class Encoding {
    static final String FIX = "save it as UTF-8, as with: iconv -f ISO-8859-1 -t UTF-8";
    private static final int MARK_BYTES = 3;
    private static final int BUFFER_BYTES = 1 << 16;

    private Encoding() {}

    /** The stream behind UTF-8's mark, if it has one; another encoding's mark, or nothing at all, is a failure. */
    static InputStream afterMark(InputStream raw, String name) {
        BufferedInputStream in = new BufferedInputStream(raw, BUFFER_BYTES);
        try {
            in.mark(MARK_BYTES);
            byte[] first = in.readNBytes(MARK_BYTES);
            if (first.length == 0) {
                throw new Failure(ExitCode.FAILURE, name + " is empty");
            }
            if (first.length >= 2 && isUtf16(first[0] & 0xff, first[1] & 0xff)) {
                throw new Failure(
                        ExitCode.FAILURE, name + " is UTF-16: save it as UTF-8, as with: iconv -f UTF-16 -t UTF-8");
            }
            boolean marked = first.length == MARK_BYTES
                    && (first[0] & 0xff) == 0xef
                    && (first[1] & 0xff) == 0xbb
                    && (first[2] & 0xff) == 0xbf;
            if (!marked) {
                in.reset();
            }
            return in;
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILURE, name + " cannot be read: " + e, e);
        }
    }

    private static boolean isUtf16(int first, int second) {
        return first == 0xfe && second == 0xff || first == 0xff && second == 0xfe;
    }
}
