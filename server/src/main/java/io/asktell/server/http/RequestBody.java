package io.asktell.server.http;

import io.asktell.server.problem.MalformedException;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;

/** The bytes of a request, read once, no further than its route allows, and decoded strictly. */
final class RequestBody {
    private static final String ATTRIBUTE = "asktell.body";
    /** How much beyond the limit is read and thrown away, so that the client gets to read the refusal. */
    private static final long DRAINED = 2 * Route.LARGE_BODY;

    private RequestBody() {}

    static byte[] bytes(Context ctx) {
        byte[] known = ctx.attribute(ATTRIBUTE);
        if (known != null) {
            return known;
        }
        var read = read(ctx, (in, most) -> in.readNBytes((int) most));
        ctx.attribute(ATTRIBUTE, read);
        return read;
    }

    /** The body as text; refuses another media type and bytes that are not UTF-8. */
    static String json(Context ctx) {
        var bytes = bytes(ctx);
        if (bytes.length > 0) {
            checkJson(ctx.req().getContentType());
        }
        return utf8(bytes);
    }

    static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("malformed_json", "The body is not valid UTF-8.");
        }
    }

    /** The body of a route that takes a file; whoever gets it closes it. */
    static BodyFile file(Context ctx) {
        BodyFile known = ctx.attribute(ATTRIBUTE);
        if (known != null) {
            return known;
        }
        var read = read(ctx, BodyFile::of);
        ctx.attribute(ATTRIBUTE, read);
        return read;
    }

    /** What tells this body from any other. */
    static byte[] identity(Context ctx) {
        var body = Access.routeOf(ctx).body();
        return body != null && body.file() ? file(ctx).hash() : bytes(ctx);
    }

    /** Takes up to so many bytes, and leaves the rest. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(InputStream in, long most) throws IOException;
    }

    private static <T> T read(Context ctx, Reader<T> reader) {
        long limit = Access.routeOf(ctx).maxBody();
        try (var in = ctx.req().getInputStream()) {
            if (ctx.req().getContentLengthLong() > limit) {
                throw tooLarge(ctx, in, limit);
            }
            T body = reader.read(in, limit);
            if (in.read() >= 0) {
                if (body instanceof BodyFile file) {
                    file.close();
                }
                throw tooLarge(ctx, in, limit);
            }
            return body;
        } catch (IOException | HttpException.RuntimeException e) {
            ctx.header("Connection", "close");
            throw new MalformedException(
                    "incomplete_body", "The body ended early or came in pieces that cannot be read.");
        }
    }

    private static HttpResponseException tooLarge(Context ctx, InputStream in, long limit) throws IOException {
        in.skip(DRAINED);
        ctx.header("Connection", "close");
        return new HttpResponseException(413, "The body may have " + limit + " bytes at most.");
    }

    /** No media type at all is taken for JSON. */
    private static void checkJson(@Nullable String contentType) {
        if (contentType == null || contentType.isBlank()) {
            return;
        }
        var parts = contentType.toLowerCase(Locale.ROOT).split(";");
        var type = parts[0].strip();
        if (!(type.equals("application/json") || type.startsWith("application/") && type.endsWith("+json"))) {
            throw new HttpResponseException(415, "The body must be application/json, not " + type + ".");
        }
        for (var i = 1; i < parts.length; i++) {
            var charset = parts[i].strip().replace("\"", "");
            if (charset.startsWith("charset=") && !charset.equals("charset=utf-8") && !charset.equals("charset=utf8")) {
                throw new HttpResponseException(415, "The body must be UTF-8, not " + charset.substring(8) + ".");
            }
        }
    }
}
