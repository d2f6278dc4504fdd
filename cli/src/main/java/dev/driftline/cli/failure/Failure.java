package dev.driftline.cli.failure;

/** A command cannot go on; the message says why and what to do, and is all that a person sees. */
public class Failure extends RuntimeException {
    private final ExitCode exitCode;

    public Failure(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public Failure(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    /** The message, which a failure always has. */
    public String words() {
        return String.valueOf(getMessage());
    }
}
