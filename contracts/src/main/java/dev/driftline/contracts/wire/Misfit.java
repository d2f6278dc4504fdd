package dev.driftline.contracts.wire;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Says in the house's words, with the field's name, why JSON does not bind. */
final class Misfit {
    private Misfit() {}

    static InvalidValue of(String what, IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidValue inner) {
                return inner;
            }
        }
        if (e instanceof JsonEOFException) {
            return new InvalidValue(what, what + ": is not valid JSON (it ends too early)");
        }
        if (!(e instanceof JsonMappingException mapping)) {
            return new InvalidValue(what, what + ": is not valid JSON (" + where(e) + ")");
        }
        String field = field(mapping, what);
        return new InvalidValue(field, field + ": " + words(mapping));
    }

    /** A parser's message and place, without a piece of the input. */
    private static String where(IOException e) {
        if (!(e instanceof JsonProcessingException parse)) {
            return String.valueOf(e.getMessage());
        }
        String message = parse.getOriginalMessage();
        return parse.getLocation() == null
                ? message
                : message + " at line " + parse.getLocation().getLineNr() + ", column "
                        + parse.getLocation().getColumnNr();
    }

    private static String field(JsonMappingException mapping, String what) {
        for (JsonMappingException.Reference step : mapping.getPath().reversed()) {
            if (step.getFieldName() != null) {
                return step.getFieldName();
            }
        }
        return what;
    }

    private static String words(JsonMappingException mapping) {
        return switch (mapping) {
            case UnrecognizedPropertyException ignored -> "is not a known field: remove it";
            case InvalidNullException ignored -> "is missing: add it";
            case InvalidTypeIdException ignored -> "names an unknown type";
            case MismatchedInputException mismatch -> mismatch(mismatch);
            default ->
                mapping.getCause() instanceof InputCoercionException range
                        ? "must be " + kind(range.getTargetType())
                        : mapping.getOriginalMessage();
        };
    }

    /** Jackson tells these apart by words alone; a test holds them. */
    private static String mismatch(MismatchedInputException mismatch) {
        String message = mismatch.getOriginalMessage();
        if (message.startsWith("Missing required creator property")) {
            return "is missing: add it";
        }
        if (message.startsWith("Trailing token")) {
            return "must be one JSON value with nothing behind it";
        }
        return "must be " + kind(mismatch.getTargetType());
    }

    private static String kind(@Nullable Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        if (type == String.class || type.isEnum() || isWrittenAsString(type)) {
            return "a string";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == double.class || type == Double.class || type == float.class) {
            return "a number";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a whole number" + (type == int.class || type == Integer.class ? " of at most 2147483647" : "");
        }
        if (type == Instant.class) {
            return "a time such as 2026-01-31T12:00:00Z";
        }
        if (type == Duration.class) {
            return "a duration such as PT2S";
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }

    private static boolean isWrittenAsString(Class<?> type) {
        return type.isRecord() && type.getRecordComponents()[0].getAccessor().isAnnotationPresent(JsonValue.class);
    }
}
