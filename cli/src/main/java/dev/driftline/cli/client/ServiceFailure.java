package dev.driftline.cli.client;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.contracts.wire.Problem;
import java.time.Duration;

/** A service answered with something else than success. */
public final class ServiceFailure extends Failure {
    private final int status;
    private final Problem problem;
    private final Duration retryAfter;

    ServiceFailure(String service, Problem problem, Duration retryAfter) {
        super(exitCode(problem.status()), service + ": " + problem.detail());
        this.status = problem.status();
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    public Problem problem() {
        return problem;
    }

    /** How long the service asks to wait; zero when it does not say. */
    public Duration retryAfter() {
        return retryAfter;
    }

    /** Whether the same request may succeed a little later. */
    public boolean isPassing() {
        return status == 429 || status == 503 || status == 504;
    }

    private static ExitCode exitCode(int status) {
        return switch (status) {
            case 400, 413, 415, 422 -> ExitCode.USAGE;
            case 404, 410 -> ExitCode.NOT_FOUND;
            case 409, 412 -> ExitCode.REFUSED;
            case 429, 503, 504 -> ExitCode.UNAVAILABLE;
            default -> ExitCode.FAILURE;
        };
    }
}
