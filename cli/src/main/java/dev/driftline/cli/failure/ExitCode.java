package dev.driftline.cli.failure;

/** What a script learns from the end of a command. */
public enum ExitCode {
    OK(0),
    FAILURE(1),
    USAGE(2),
    REJECTED(3),
    NOT_FOUND(4),
    REFUSED(5),
    UNAVAILABLE(69);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
