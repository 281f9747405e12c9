package io.asktell.server.http;

import io.asktell.server.auth.Credential;
import io.javalin.http.Context;
import java.util.Optional;

/** What the hooks found out about the request in hand: its route and its caller. */
public final class Access {
    private static final String CREDENTIAL = "asktell.credential";

    private Access() {}

    /** Who is calling; a public route has a caller too, the {@linkplain Credential#nobody() nobody} when none was shown. */
    public static Credential credential(Context ctx) {
        Credential credential = ctx.attribute(CREDENTIAL);
        return credential == null ? Credential.nobody() : credential;
    }

    static void remember(Context ctx, Credential credential) {
        ctx.attribute(CREDENTIAL, credential);
    }

    static Route routeOf(Context ctx) {
        return matched(ctx).orElseThrow(() -> new AssertionError("no route"));
    }

    /** The route of the request; absent when none matched. */
    static Optional<Route> matched(Context ctx) {
        return ctx.routeRoles().stream()
                .filter(Route.class::isInstance)
                .map(Route.class::cast)
                .findFirst();
    }
}
