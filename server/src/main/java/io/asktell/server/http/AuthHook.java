package io.asktell.server.http;

import io.asktell.server.auth.Credential;
import io.asktell.server.auth.Keys;
import io.asktell.server.auth.Scope;
import io.asktell.server.auth.Tokens;
import io.asktell.server.problem.ForbiddenException;
import io.asktell.server.problem.ServiceException;
import io.asktell.server.problem.UnauthorizedException;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Checks, before a matched route reads anything of the body, who is calling and whether they may. Failures are counted by address and
 * slow down only further failures: who shows a credential that holds is always let in.
 */
public final class AuthHook {
    static final String REFUSAL = "asktell.refusal";
    /** The {@link Admission} of a route that takes tokens in the query: its stream may outlive the credential. */
    static final String ADMISSION = "asktell.admission";

    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([\\x21-\\x7e][\\x20-\\x7e]{0,4095})");
    private static final Pattern KEY = Pattern.compile("[\\x20-\\x7e]{1,4096}");

    private final boolean enabled;
    private final Keys keys;
    private final Tokens tokens;
    private final Throttle throttle;

    /** @param enabled false lets everybody do everything */
    public AuthHook(boolean enabled, Keys keys, Tokens tokens, Throttle throttle) {
        this.enabled = enabled;
        this.keys = keys;
        this.tokens = tokens;
        this.throttle = throttle;
    }

    void check(Context ctx) {
        var route = Access.routeOf(ctx);
        if (!enabled) {
            Access.remember(ctx, Credential.open());
            admitted(ctx, route, "");
            return;
        }
        if (route.anyOf().isEmpty()) {
            throttle.unknown(ctx);
            return;
        }
        var shown = shown(ctx, route);
        var credential = authenticate(ClientAddress.networkOf(ctx), shown);
        Access.remember(ctx, credential);
        throttle.known(ctx, credential);
        checkScope(credential, route);
        admitted(ctx, route, shown);
    }

    private static void checkScope(Credential credential, Route route) {
        if (!credential.mayAny(route.anyOf())) {
            throw new ForbiddenException(
                    "scope_missing",
                    "This takes the scope " + words(route) + ", which the key \"" + credential.name() + "\" lacks.");
        }
    }

    private void admitted(Context ctx, Route route, String shown) {
        if (route.tokenInQuery()) {
            ctx.attribute(ADMISSION, new Admission(this, route, ClientAddress.networkOf(ctx), shown));
        }
    }

    /** Whether who shows this is let in, without counting it. */
    boolean holds(String shown, Route route) {
        return !enabled
                || known(shown)
                        .filter(credential -> credential.mayAny(route.anyOf()))
                        .isPresent();
    }

    /** Lets in who shows this, or refuses them as at the door. */
    void admit(String shown, Route route, String network) {
        if (enabled) {
            checkScope(authenticate(network, shown), route);
        }
    }

    /** For WebSockets, whose clients cannot read why an upgrade is refused: keeps the refusal, to be told once it is made. */
    void checkUpgrade(Context ctx) {
        try {
            RequestPath.check(ctx);
            check(ctx);
        } catch (ServiceException e) {
            ctx.attribute(REFUSAL, e);
        }
    }

    /** For what needs a credential only at times, as metrics do beyond loopback. */
    void require(Context ctx) {
        if (enabled) {
            Access.remember(ctx, authenticate(ClientAddress.networkOf(ctx), shown(ctx, Access.routeOf(ctx))));
        }
    }

    private String shown(Context ctx, Route route) {
        var headers = Collections.list(ctx.req().getHeaders("Authorization"));
        var apiKey = ctx.header("X-API-Key");
        if (headers.size() > 1 || !headers.isEmpty() && apiKey != null) {
            throw malformed("More than one credential was sent; send one, in Authorization or in X-API-Key.");
        }
        if (!headers.isEmpty()) {
            var matcher = BEARER.matcher(headers.get(0).strip());
            if (!matcher.matches()) {
                throw malformed("The Authorization header must read: Bearer <API key or token>.");
            }
            return matcher.group(1);
        }
        if (apiKey != null) {
            if (!KEY.matcher(apiKey).matches()) {
                throw malformed("The X-API-Key header must hold an API key and nothing else.");
            }
            return apiKey.strip();
        }
        if (route.tokenInQuery()) {
            var token = ctx.queryParam("token");
            if (token != null && !token.isEmpty()) {
                return token;
            }
        }
        throttle.unknown(ctx);
        throw new UnauthorizedException(
                "credential_missing", "This needs a credential: send Authorization: Bearer <API key or token>.");
    }

    private Credential authenticate(String network, String text) {
        return known(text).orElseThrow(() -> refused(network));
    }

    private Optional<Credential> known(String text) {
        return Tokens.looksLikeToken(text)
                ? tokens.authenticate(text).or(() -> keys.authenticate(text))
                : keys.authenticate(text);
    }

    private UnauthorizedException refused(String network) {
        throttle.failed(network);
        return new UnauthorizedException("credential_invalid", "The credential is unknown, expired or revoked.");
    }

    private static UnauthorizedException malformed(String message) {
        return new UnauthorizedException("credential_malformed", message);
    }

    private static String words(Route route) {
        return route.anyOf().stream().map(Scope::word).sorted().collect(Collectors.joining(" or "));
    }
}
