package io.asktell.server.http;

import io.asktell.server.problem.ForbiddenException;
import io.asktell.tooleval.target.AddressRange;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Pages of which origins may call the API from a browser: our own, and those that are configured, to which CORS headers say so. Where no
 * credential is asked for, others are refused as well, since what a page sends counts even if it cannot read the answer; and so is a host name that is not this machine's,
 * behind which a page may hide whose origin it is.
 */
public final class Origins {
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String REQUEST_HEADERS =
            "Authorization, X-API-Key, Content-Type, Accept, Idempotency-Key, If-None-Match, Last-Event-ID, X-Request-Id";
    private static final String ANSWER_HEADERS = "X-Request-Id, X-Total-Count, X-Next-Cursor, ETag, Retry-After,"
            + " RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Idempotency-Replayed";
    private static final String HOUR = "3600";

    private final boolean authenticates;
    private final List<String> allowed;
    private final Set<String> allowedHosts;

    /** @param authenticates whether the API asks for a credential */
    public Origins(boolean authenticates, List<String> allowed) {
        this.authenticates = authenticates;
        this.allowed = allowed;
        this.allowedHosts = allowed.stream()
                .map(origin -> host(URI.create(origin).getRawAuthority()))
                .collect(Collectors.toSet());
    }

    void check(Context ctx) {
        if (!allowed.isEmpty()) {
            ctx.header("Vary", "Origin");
        }
        var origin = ctx.header("Origin");
        if (origin != null && allowed.contains(origin)) {
            ctx.header("Access-Control-Allow-Origin", origin).header("Access-Control-Expose-Headers", ANSWER_HEADERS);
            if (ctx.method().equals(HandlerType.OPTIONS) && ctx.header("Access-Control-Request-Method") != null) {
                ctx.header("Access-Control-Allow-Methods", METHODS)
                        .header("Access-Control-Allow-Headers", REQUEST_HEADERS)
                        .header("Access-Control-Max-Age", HOUR)
                        .status(204)
                        .skipRemainingHandlers();
            }
        } else if (!authenticates && origin != null && !ours(origin, ctx.header("Host"))) {
            throw new ForbiddenException(
                    "origin_not_allowed",
                    "Pages of " + origin + " may not call this server; see ASKTELL_CORS_ORIGINS.");
        }
        if (!authenticates && !local(ctx.header("Host"))) {
            throw new ForbiddenException(
                    "host_not_allowed",
                    "Without authentication this server answers only under the names of this machine, as localhost.");
        }
    }

    private static boolean ours(String origin, @Nullable String host) {
        return origin.equals("http://" + host) || origin.equals("https://" + host);
    }

    private boolean local(@Nullable String hostAndPort) {
        if (hostAndPort == null) {
            return true;
        }
        var host = host(hostAndPort);
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || allowedHosts.contains(host)
                || AddressRange.address(host)
                        .filter(InetAddress::isLoopbackAddress)
                        .isPresent();
    }

    private static String host(String hostAndPort) {
        return hostAndPort.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
    }
}
