package dev.driftline.serving.stream;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lines gathered to groups: full ones where lines come fast, and never one that waits for lines which have not come. */
final class Groups {
    private static final int MOST_BYTES = 512 * 1024;

    private final Lines lines;
    private final int most;
    private @Nullable IOException broken;

    Groups(InputStream in, int most) {
        lines = new Lines(in);
        this.most = most;
    }

    /** An empty one at the end; what broke the stream is thrown after all lines before it were handed out. */
    Group next() throws IOException {
        List<QuestionLine> gathered = new ArrayList<>();
        if (broken == null) {
            try {
                gather(gathered);
            } catch (IOException e) {
                broken = e;
            }
        }
        if (broken != null && gathered.isEmpty()) {
            throw broken;
        }
        return new Group(gathered);
    }

    private void gather(List<QuestionLine> gathered) throws IOException {
        int bytes = 0;
        while (gathered.size() < most && bytes < MOST_BYTES && (gathered.isEmpty() || lines.waiting())) {
            Optional<Lines.Line> line = lines.next();
            if (line.isEmpty()) {
                return;
            }
            bytes += line.get().bytes().length;
            gathered.add(QuestionLine.read(line.get()));
        }
    }
}
