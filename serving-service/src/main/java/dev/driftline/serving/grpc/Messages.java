package dev.driftline.serving.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.serving.grpc.Work.Result;
import dev.driftline.serving.predict.Reply;
import dev.driftline.serving.tensors.Outcome.Refused;
import dev.driftline.serving.tensors.Refusals;
import java.util.function.Function;

/** Reads messages; one that is none is refused. */
final class Messages {
    private Messages() {}

    /** Reads a message's bytes. */
    interface Parser<M> {
        M parse(ByteString bytes) throws InvalidProtocolBufferException;
    }

    static <M, R> Result<R> read(Raw.Message message, Parser<M> parser, Function<M, Result<R>> next) {
        return read(message, parser, next, Refusals::of);
    }

    /** @param refused words a refusal */
    static <M, R> Result<R> read(
            Raw.Message message, Parser<M> parser, Function<M, Result<R>> next, Function<Reply, Refused> refused) {
        if (message.fault() != null) {
            return new Result.Refusal<>(refused.apply(message.fault()));
        }
        try {
            return next.apply(parser.parse(message.bytes()));
        } catch (InvalidProtocolBufferException e) {
            return new Result.Refusal<>(refused.apply(
                    new Reply.Invalid("message", "the message is not what this call takes: " + e.getMessage())));
        } catch (InvalidValue e) {
            return new Result.Refusal<>(refused.apply(new Reply.Invalid(e.field(), String.valueOf(e.getMessage()))));
        }
    }
}
