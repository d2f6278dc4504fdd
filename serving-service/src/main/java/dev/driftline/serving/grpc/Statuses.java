package dev.driftline.serving.grpc;

import dev.driftline.serving.tensors.Outcome.Refused;
import io.grpc.Status;

/** Refusals in gRPC's words. */
final class Statuses {
    private Statuses() {}

    static Status of(Refused refused) {
        Status status = switch (refused.kind()) {
            case INVALID -> Status.INVALID_ARGUMENT;
            case UNKNOWN -> Status.NOT_FOUND;
            case NO_VERSION, STALE -> Status.FAILED_PRECONDITION;
            case NOT_LOADED -> Status.UNAVAILABLE;
            case LATE -> Status.DEADLINE_EXCEEDED;
            case TOO_LARGE, BUSY -> Status.RESOURCE_EXHAUSTED;
        };
        return status.withDescription(refused.why());
    }
}
