package dev.driftline.serving.tensors;

import java.util.List;

/**
 * An input tensor as a door read it.
 *
 * @param shape any numbers at all: whoever asked may have sent nonsense
 * @param elements read only after name, datatype and shape were found good
 */
public record Input(String name, String datatype, List<Long> shape, Elements elements) {
    public Input {
        shape = List.copyOf(shape);
    }

    /** Where a tensor's elements lie. */
    public interface Elements {
        /**
         * The elements in row-major order, {@code count} of them; another number, another type or bytes that are no UTF-8 are an
         * {@link dev.driftline.contracts.wire.InvalidValue} of {@code field}.
         */
        List<String> read(String field, int count);
    }
}
