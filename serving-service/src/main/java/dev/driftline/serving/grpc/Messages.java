package dev.driftline.serving.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.serving.grpc.Work.Result;
import dev.driftline.serving.tensors.Outcome.Kind;
import dev.driftline.serving.tensors.Outcome.Refused;
import java.util.function.Function;

/** Reads messages; one that is none is refused. */
final class Messages {
    private Messages() {}

    /** Reads a message's bytes. */
    interface Parser<M> {
        M parse(ByteString bytes) throws InvalidProtocolBufferException;
    }

    static <M, R> Result<R> read(Raw.Message message, Parser<M> parser, Function<M, Result<R>> next) {
        if (message.fault() != null) {
            return new Result.Refusal<>(message.fault());
        }
        try {
            return next.apply(parser.parse(message.bytes()));
        } catch (InvalidProtocolBufferException e) {
            return invalid("the message is not what this call takes: " + e.getMessage());
        } catch (InvalidValue e) {
            return invalid(String.valueOf(e.getMessage()));
        }
    }

    private static <R> Result<R> invalid(String why) {
        return new Result.Refusal<>(new Refused(Kind.INVALID, why));
    }
}
