package io.asktell.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.asktell.server.problem.InvalidException;
import io.asktell.server.problem.MalformedException;
import io.asktell.server.problem.ServiceException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What Jackson refused, in the words of the caller's document: text that is no JSON is 400, JSON of the wrong shape 422. */
final class JsonProblems {
    private static final int SHOWN = 60;

    private JsonProblems() {}

    static ServiceException of(JsonProcessingException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ServiceException ours) {
                return ours;
            }
            if (cause instanceof InputCoercionException coercion) {
                var at = coercion.getProcessor();
                return new InvalidException(
                        at == null ? path(e) : JsonScalars.path(at.getParsingContext()), "is a number out of range");
            }
            if (cause instanceof StreamReadException read
                    && read.getProcessor() != null
                    && String.valueOf(read.getOriginalMessage()).startsWith("Non-standard token")) {
                return new InvalidException(
                        JsonScalars.path(read.getProcessor().getParsingContext()),
                        "must be a finite number; NaN and Infinity are refused");
            }
            if (cause instanceof StreamReadException || cause instanceof StreamConstraintsException) {
                return malformed((JsonProcessingException) cause);
            }
        }
        if (e instanceof MismatchedInputException && path(e).equals("body")) {
            var message = Objects.requireNonNullElse(e.getOriginalMessage(), "");
            if (message.startsWith("No content")) {
                return new MalformedException("malformed_json", "The body is empty, but this needs a JSON object.");
            }
            if (message.startsWith("Trailing token")) {
                return new MalformedException("malformed_json", "The body goes on after the end of the JSON value.");
            }
        }
        return new InvalidException(path(e), message(e));
    }

    private static MalformedException malformed(JsonProcessingException e) {
        var at = e.getLocation();
        return new MalformedException(
                "malformed_json",
                "The body is not JSON that can be read"
                        + (at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")") + ": "
                        + shortened(
                                withoutCode(Objects.requireNonNullElse(e.getOriginalMessage(), "syntax error")), 300));
    }

    /** Jackson names its own methods in backquotes; nobody who sends a body knows them. */
    private static String withoutCode(String message) {
        return message.replaceAll(",? from `[^`]*`", "").replaceAll("`", "");
    }

    private static String message(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            var known = unknown.getKnownPropertyIds();
            return known == null || known.isEmpty()
                    ? "is unknown; no field is known here"
                    : "is unknown; known are "
                            + known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
        }
        if (e instanceof InvalidFormatException format) {
            return "must be " + described(format.getTargetType()) + ", but is " + shown(format.getValue());
        }
        if (e instanceof ValueInstantiationException && e.getCause() instanceof IllegalArgumentException cause) {
            return Objects.requireNonNullElse(cause.getMessage(), "is not valid");
        }
        if (e instanceof MismatchedInputException mismatch) {
            var message = Objects.requireNonNullElse(e.getOriginalMessage(), "");
            return message.startsWith("Cannot map `null`")
                    ? "is required"
                    : "must be " + described(mismatch.getTargetType());
        }
        if (e.getCause() instanceof IllegalArgumentException cause && cause.getMessage() != null) {
            return cause.getMessage();
        }
        return "is not valid";
    }

    private static String path(JsonProcessingException e) {
        if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
            return "body";
        }
        var path = new StringBuilder();
        for (var step : mapping.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private static String described(@Nullable Class<?> type) {
        if (type == null) {
            return "something else";
        } else if (CharSequence.class.isAssignableFrom(type)) {
            return "a string";
        } else if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        } else if (type == double.class || type == Double.class || type == float.class || type == Float.class) {
            return "a number";
        } else if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a whole number";
        } else if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        } else if (type == Instant.class) {
            return "a time such as 2026-11-21T07:00:00Z";
        } else if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "a list";
        } else if (type.isRecord() || Map.class.isAssignableFrom(type)) {
            return "an object";
        }
        return "of another type";
    }

    private static String shown(@Nullable Object value) {
        return value instanceof CharSequence text
                ? "\"" + shortened(text.toString(), SHOWN) + "\""
                : String.valueOf(value);
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "…";
    }
}
