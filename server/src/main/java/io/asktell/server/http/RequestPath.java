package io.asktell.server.http;

import io.asktell.server.problem.MalformedException;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Refuses paths and queries whose percent-encoding is wrong, is no UTF-8, or hides a NUL. A {@code %2F} is part of a name. */
final class RequestPath {
    private RequestPath() {}

    static void check(Context ctx) {
        check("path", "malformed_path", ctx.req().getRequestURI());
        check("query", "malformed_query", ctx.req().getQueryString());
    }

    private static void check(String part, String code, @Nullable String encoded) {
        if (encoded == null) {
            return;
        }
        var bytes = new ByteArrayOutputStream(encoded.length());
        for (var i = 0; i < encoded.length(); i++) {
            var c = encoded.charAt(i);
            if (c != '%') {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            var high = i + 2 < encoded.length() ? Character.digit(encoded.charAt(i + 1), 16) : -1;
            var low = i + 2 < encoded.length() ? Character.digit(encoded.charAt(i + 2), 16) : -1;
            if (high < 0 || low < 0) {
                throw new MalformedException(code, "The " + part + " has a % that is not followed by two hex digits.");
            }
            if (high == 0 && low == 0) {
                throw new MalformedException(code, "The " + part + " must not contain %00.");
            }
            bytes.write(high * 16 + low);
            i += 2;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray()));
        } catch (CharacterCodingException e) {
            throw new MalformedException(code, "The " + part + " is percent-encoded, but not as UTF-8.");
        }
    }
}
