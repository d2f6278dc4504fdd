package dev.driftline.contracts.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one JSON dialect of every topic, ledger entry and API: strict, ISO times, no nulls written. */
public final class Json {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final ObjectMapper MAPPER = configure(new JsonMapper());

    private Json() {}

    /** Sets the house's dialect on a framework's own mapper. */
    public static <M extends ObjectMapper> M configure(M mapper) {
        mapper.registerModule(new JavaTimeModule());
        mapper.setAnnotationIntrospector(AnnotationIntrospector.pair(
                new RequiredComponents(), mapper.getDeserializationConfig().getAnnotationIntrospector()));
        mapper.setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
        mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        mapper.enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        mapper.enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
        mapper.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
        refuseOtherTypes(mapper);
        mapper.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
        mapper.disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);
        mapper.getFactory().configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature(), true);
        return mapper;
    }

    /** A number is not a string, a string not a number. */
    private static void refuseOtherTypes(ObjectMapper mapper) {
        for (CoercionInputShape number :
                List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
            mapper.coercionConfigFor(LogicalType.Textual).setCoercion(number, CoercionAction.Fail);
        }
        for (LogicalType number : List.of(LogicalType.Integer, LogicalType.Float, LogicalType.Boolean)) {
            mapper.coercionConfigFor(number)
                    .setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
        }
        mapper.coercionConfigFor(LogicalType.Boolean).setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
    }

    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads our own formats; what does not fit is an {@link InvalidValue}. */
    public static <T> T read(byte[] bytes, Class<T> type) {
        return read(type.getSimpleName(), bytes, type);
    }

    /** The same of what a client sent: what does not fit as a whole is an {@link InvalidValue} of {@code what}. */
    public static <T> T read(String what, byte[] bytes, Class<T> type) {
        try {
            return there(what, MAPPER.readValue(bytes, type));
        } catch (IOException e) {
            throw Misfit.of(what, e);
        }
    }

    public static <T> T read(byte[] bytes, TypeReference<T> type) {
        try {
            return there(type.getType().getTypeName(), MAPPER.readValue(bytes, type));
        } catch (IOException e) {
            throw Misfit.of(type.getType().getTypeName(), e);
        }
    }

    /** JSON's {@code null} is a value to Jackson and none to us. */
    private static <T> T there(String what, @Nullable T value) {
        if (value == null) {
            throw new InvalidValue(what, what + ": must not be null");
        }
        return value;
    }

    /** Any one JSON value, in UTF-8; what is not JSON is an {@link InvalidValue} of {@code what}. */
    public static JsonNode tree(String what, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return MAPPER.readTree(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            throw new InvalidValue(what, what + ": is not valid UTF-8");
        } catch (IOException e) {
            throw Misfit.of(what, e);
        }
    }

    public static <T> T convert(JsonNode node, Class<T> type) {
        try {
            return MAPPER.treeToValue(node, type);
        } catch (JsonProcessingException e) {
            throw Misfit.of(type.getSimpleName(), e);
        }
    }
}
