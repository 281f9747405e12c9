package io.asktell.server.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The start page. It lists the studies with its reader's own credential, and needs none by itself. */
public final class HomeHandlers {
    private static final String SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                    + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private final byte[] page = resource("home.html");
    private final byte[] style = resource("home.css");
    private final byte[] script = resource("home.js");

    void page(Context ctx) {
        ctx.header("Content-Security-Policy", SECURITY_POLICY);
        send(ctx, "text/html; charset=utf-8", page);
    }

    void style(Context ctx) {
        send(ctx, "text/css; charset=utf-8", style);
    }

    void script(Context ctx) {
        send(ctx, "text/javascript; charset=utf-8", script);
    }

    private static void send(Context ctx, String type, byte[] content) {
        ctx.header("Cache-Control", "no-cache").contentType(type).result(content);
    }

    private static byte[] resource(String name) {
        try (var stream = HomeHandlers.class.getResourceAsStream("/web/" + name)) {
            if (stream == null) {
                throw new AssertionError("the resource web/" + name + " is not there");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
