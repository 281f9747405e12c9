package io.asktell.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.asktell.api.Json;
import io.asktell.server.problem.InvalidException;
import io.asktell.server.problem.MalformedException;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads bodies and query parameters; what cannot be read becomes a problem that says where and why. */
public final class RequestReader {
    public static final int DEFAULT_LIMIT = 100;
    public static final int MAX_LIMIT = 1000;

    /** What part of a list to answer. */
    public record Page(int limit, long offset) {}

    private RequestReader() {}

    /** The body as a record. */
    public static <T> T body(Context ctx, Class<T> type) {
        return parse(RequestBody.json(ctx), type);
    }

    /** The body as a record; an absent or blank one is {@code {}}. */
    public static <T> T optionalBody(Context ctx, Class<T> type) {
        var text = RequestBody.json(ctx);
        return parse(text.isBlank() ? "{}" : text, type);
    }

    /** JSON that is no whole body, as a record. */
    static <T> T parse(String text, Class<T> type) {
        try {
            JsonScalars.check(text);
            var value = Json.mapper().readValue(text, type);
            if (value == null) {
                throw new InvalidException("body", "must be a JSON object, not null");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw JsonProblems.of(e);
        }
    }

    public static Page page(Context ctx) {
        int limit = queryInt(ctx, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
        var offset = queryLong(ctx, "offset").orElse(0L);
        if (offset < 0) {
            throw new InvalidException("offset", "must not be negative, but is " + offset);
        }
        return new Page(limit, offset);
    }

    /** A query parameter as it stands; absent when it is empty. */
    public static Optional<String> query(Context ctx, String name) {
        return queries(ctx, name).stream().findFirst();
    }

    /** A query parameter that may be repeated, without empty ones. */
    public static List<String> queries(Context ctx, String name) {
        var values =
                ctx.queryParams(name).stream().filter(text -> !text.isEmpty()).toList();
        if (values.stream().anyMatch(text -> text.indexOf('\0') >= 0)) {
            throw new MalformedException(
                    "malformed_query", "The query parameter " + name + " must not contain the NUL character.");
        }
        return values;
    }

    /** A query parameter that is a number within bounds. */
    public static int queryInt(Context ctx, String name, int absent, int low, int high) {
        long value = queryLong(ctx, name).orElse((long) absent);
        if (value < low || value > high) {
            throw new InvalidException(name, "must be " + low + " to " + high + ", but is " + value);
        }
        return (int) value;
    }

    public static Optional<Long> queryLong(Context ctx, String name) {
        return query(ctx, name).map(value -> {
            try {
                return Long.parseLong(value);
            } catch (NumberFormatException e) {
                throw new MalformedException(
                        "malformed_query",
                        "The query parameter " + name + " must be a whole number, not " + value + ".");
            }
        });
    }

    public static Optional<Boolean> queryBoolean(Context ctx, String name) {
        return query(ctx, name).map(value -> switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new MalformedException(
                        "malformed_query",
                        "The query parameter " + name + " must be true or false, not " + value + ".");
        });
    }

    /** A query parameter that takes one of the constants, whatever its case. */
    public static <E extends Enum<E>> Optional<E> queryEnum(Context ctx, String name, Class<E> type) {
        return query(ctx, name)
                .map(value -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> constant.name().equalsIgnoreCase(value))
                        .findFirst()
                        .orElseThrow(() -> new MalformedException(
                                "malformed_query",
                                "The query parameter " + name + " must be one of "
                                        + Arrays.stream(type.getEnumConstants())
                                                .map(Enum::name)
                                                .collect(Collectors.joining(", "))
                                        + ", not " + value + ".")));
    }

    /** A number in the path, as a trial's; what is no number names nothing, so it is absent. */
    public static Optional<Long> pathLong(Context ctx, String name) {
        var text = ctx.pathParam(name);
        if (!text.matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(text));
    }
}
