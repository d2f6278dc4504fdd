package dev.driftline.benchmarks.step;

import dev.driftline.contracts.wire.InvalidValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Python's PEFT in a process of its own, which takes a block of steps when it is asked and sleeps otherwise. Lines there: the kind and how
 * many steps; lines back: the kind and the seconds of one; its first line names its versions.
 */
final class Peer implements AutoCloseable {
    private static final String SCRIPT = "step.py";

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter questions;
    private final String versions;

    private Peer(String python, int threads, int texts, int tokens) throws IOException {
        process = new ProcessBuilder(
                        python,
                        "-c",
                        script(),
                        "--threads",
                        String.valueOf(threads),
                        "--texts",
                        String.valueOf(texts),
                        "--tokens",
                        String.valueOf(tokens))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        questions = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        versions = line("ready");
    }

    /**
     * Starts it and waits until its models stand.
     *
     * @param python a Python with torch, transformers and peft
     */
    static Peer start(String python, int threads, int texts, int tokens) {
        try {
            return new Peer(python, threads, texts, tokens);
        } catch (IOException e) {
            InvalidValue wrong = new InvalidValue(
                    "--peft",
                    "--peft: " + python + " cannot be started: name a Python with torch, transformers and peft");
            wrong.initCause(e);
            throw wrong;
        }
    }

    private static String script() throws IOException {
        try (InputStream in = Peer.class.getResourceAsStream(SCRIPT)) {
            return new String(Objects.requireNonNull(in, SCRIPT).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Of torch, transformers and peft. */
    String versions() {
        return versions;
    }

    /**
     * Takes so many steps.
     *
     * @param kind lora or dora
     * @return seconds of one
     */
    double seconds(String kind, int steps) {
        questions.println(kind + " " + steps);
        return Double.parseDouble(line(kind));
    }

    /** What stands behind its first word, which must be {@code word}. */
    private String line(String word) {
        try {
            String line = answers.readLine();
            if (line == null || !line.startsWith(word + " ")) {
                close();
                throw new InvalidValue(
                        "--peft",
                        "--peft: the Python process " + (line == null ? "ended" : "answered '" + line + "'")
                                + ": it must have torch, transformers and peft (its own words are above)");
            }
            return line.substring(word.length() + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
