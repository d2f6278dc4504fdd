package dev.driftline.serving.grpc;

import dev.driftline.serving.intake.Bodies;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Hands a message on as its bytes: a message that is none is the caller's fault and gets a status that says so, which the framework's own
 * reading would call a failure of this server.
 */
final class Raw implements Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] message) {
        return new ByteArrayInputStream(message);
    }

    @Override
    public byte[] parse(InputStream message) {
        try {
            return message.readNBytes(Bodies.MAX_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
