package dev.driftline.serving.oip;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.serving.tensors.Bytes;
import dev.driftline.serving.tensors.Input;
import java.nio.ByteBuffer;
import java.util.List;

/** Elements behind the JSON, in raw form. */
record BinaryElements(ByteBuffer raw) implements Input.Elements {
    /** Takes the next {@code size} bytes of {@code binary}. */
    static BinaryElements take(ByteBuffer binary, String where, Object size) {
        unless(
                size instanceof Long bytes && bytes >= 0 && bytes <= binary.remaining(),
                where,
                "must be the tensor's number of bytes behind the JSON; " + binary.remaining()
                        + " are left there (where JSON ends tells the header " + OipResource.JSON_LENGTH + ")");
        int length = ((Long) size).intValue();
        ByteBuffer raw = binary.slice(binary.position(), length);
        binary.position(binary.position() + length);
        return new BinaryElements(raw);
    }

    @Override
    public List<String> read(String field, int count) {
        return Bytes.texts(field, raw, count);
    }
}
