package io.asktell.server.http;

import io.javalin.http.Context;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** The name of one request in the answer and in the log: the client's own where it is a plain word, else one of ours. */
final class RequestId {
    static final String HEADER = "X-Request-Id";
    static final String ATTRIBUTE = "asktell.requestId";

    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private RequestId() {}

    static String choose(@Nullable String offered) {
        return offered != null && SANE.matcher(offered).matches()
                ? offered
                : UUID.randomUUID().toString();
    }

    static String of(Context ctx) {
        var id = ctx.req().getAttribute(ATTRIBUTE);
        return id instanceof String text ? text : "unknown";
    }

    static String of(Request request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        var id = choose(request.getHeaders().get(HEADER));
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }
}
