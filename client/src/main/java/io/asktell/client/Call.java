package io.asktell.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.asktell.api.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One logical call, however many attempts it takes.
 *
 * @param repeatable whether doing it twice is the same as doing it once
 * @param patience how much longer than usual the answer may take
 */
record Call(
        String method,
        String path,
        Map<String, String> headers,
        byte @Nullable [] body,
        boolean repeatable,
        Duration patience) {
    private static final Map<String, String> JSON_BODY = Map.of("Content-Type", "application/json");

    static Call get(String path) {
        return new Call("GET", path, Map.of(), null, true, Duration.ZERO);
    }

    static Call delete(String path) {
        return new Call("DELETE", path, Map.of(), null, true, Duration.ZERO);
    }

    static Call put(String path, Object body) {
        return new Call("PUT", path, JSON_BODY, bytes(body), true, Duration.ZERO);
    }

    /** A patch says what shall be, not what shall change, so it may be repeated. */
    static Call patch(String path, Object body) {
        return new Call("PATCH", path, JSON_BODY, bytes(body), true, Duration.ZERO);
    }

    /** A post that the contract makes the same when done twice, as a tell is. */
    static Call idempotentPost(String path, Object body) {
        return new Call("POST", path, JSON_BODY, bytes(body), true, Duration.ZERO);
    }

    /** A post that makes or asks; its own idempotency key makes it safe to repeat. */
    static Call keyedPost(String path, Object body) {
        return keyedPost(path, body, newKey());
    }

    /** With the key of an earlier call that got no answer. */
    static Call keyedPost(String path, Object body, String key) {
        return keyedPost(path, "application/json", bytes(body), key);
    }

    static Call keyedPost(String path, String contentType, byte[] body, String key) {
        Map<String, String> headers = Map.of("Content-Type", contentType, "Idempotency-Key", key);
        return new Call("POST", path, headers, body, true, Duration.ZERO);
    }

    static String newKey() {
        return UUID.randomUUID().toString();
    }

    /** A post that is sent once. */
    static Call post(String path, Object body) {
        return new Call("POST", path, JSON_BODY, bytes(body), false, Duration.ZERO);
    }

    /** Adds a query parameter; an absent value adds nothing. */
    Call query(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        var separator = path.indexOf('?') < 0 ? '?' : '&';
        return withPath(path + separator + name + '=' + Paths.encode(value.toString()));
    }

    Call header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Call(method, path, Map.copyOf(more), body, repeatable, patience);
    }

    Call patience(Duration more) {
        return new Call(method, path, headers, body, repeatable, more);
    }

    private Call withPath(String other) {
        return new Call(method, other, headers, body, repeatable, patience);
    }

    private static byte[] bytes(Object body) {
        try {
            return Json.mapper().writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }
}
