package dev.driftline.serving.tensors;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.wire.InvalidValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The protocol's raw form of BYTES and FP32: little-endian, each element of BYTES after its length in four bytes. */
public final class Bytes {
    private Bytes() {}

    /** {@code count} texts in raw form; anything that is too short, too long or no UTF-8 is an error of {@code field}. */
    public static List<String> texts(String field, ByteBuffer raw, int count) {
        ByteBuffer rest = raw.slice().order(ByteOrder.LITTLE_ENDIAN);
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String element = field + "[" + i + "]";
            unless(rest.remaining() >= Integer.BYTES, element, "is missing: the shape says that there are " + count);
            int length = rest.getInt();
            unless(
                    length >= 0 && length <= rest.remaining(),
                    element,
                    "says that it is " + Integer.toUnsignedString(length) + " bytes long; " + rest.remaining()
                            + " bytes are left");
            texts.add(text(element, rest.slice(rest.position(), length)));
            rest.position(rest.position() + length);
        }
        unless(
                !rest.hasRemaining(),
                field,
                rest.remaining() + " bytes follow the last of the " + count
                        + " elements that the shape says there are");
        return texts;
    }

    public static String text(String field, ByteBuffer utf8) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidValue(field, field + ": is not valid UTF-8");
        }
    }

    public static byte[] raw(List<String> texts) {
        List<byte[]> elements = texts.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        int size = elements.stream()
                .mapToInt(element -> Integer.BYTES + element.length)
                .sum();
        ByteBuffer all = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        elements.forEach(element -> all.putInt(element.length).put(element));
        return all.array();
    }

    public static byte[] rawFloats(List<Float> values) {
        ByteBuffer all = ByteBuffer.allocate(values.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(all::putFloat);
        return all.array();
    }
}
