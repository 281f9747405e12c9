package io.asktell.server.http;

import io.javalin.http.Context;
import java.util.Arrays;

/** Answers whose readers may keep them, and ask whether they still hold (RFC 9110, If-None-Match). */
final class Versioned {
    private Versioned() {}

    /**
     * Whether the reader has this version, and so gets a 304 and nothing else.
     *
     * @param tag with its quotes
     */
    static boolean known(Context ctx, String tag) {
        ctx.header("ETag", tag);
        var kept = ctx.header("If-None-Match");
        boolean known = kept != null && Arrays.stream(kept.split(",")).anyMatch(one -> holds(one.strip(), tag));
        if (known) {
            ctx.status(304);
        }
        return known;
    }

    private static boolean holds(String kept, String tag) {
        return kept.equals("*") || kept.equals(tag) || kept.equals("W/" + tag);
    }
}
