package dev.driftline.serving.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.driftline.serving.intake.Bodies;
import dev.driftline.serving.predict.Reply;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Hands a message on as its bytes, unpacked: one that cannot be unpacked or read is the caller's fault and gets a status that says so, which
 * the framework's own reading would call a failure of this server.
 */
final class Raw implements Marshaller<Raw.Message> {
    /**
     * What arrived.
     *
     * @param fault why the bytes are not to be read; null: they may be
     */
    record Message(ByteString bytes, @Nullable Reply fault) {
        private static Message faulty(Reply fault) {
            return new Message(ByteString.EMPTY, fault);
        }
    }

    @Override
    public InputStream stream(Message message) {
        return message.bytes().newInput();
    }

    @Override
    public Message parse(InputStream message) {
        try {
            // the framework refuses a longer one, but a packed one that unpacks to more only when it is read further
            byte[] bytes = message.readNBytes(Bodies.MAX_BYTES);
            return bytes.length < Bodies.MAX_BYTES
                    ? new Message(UnsafeByteOperations.unsafeWrap(bytes), null)
                    : Message.faulty(new Reply.TooLarge());
        } catch (IOException e) {
            return Message.faulty(
                    new Reply.Invalid("message", "the message is not packed as it says: " + e.getMessage()));
        }
    }
}
