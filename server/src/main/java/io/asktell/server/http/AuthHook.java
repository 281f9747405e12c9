package io.asktell.server.http;

import io.asktell.server.auth.Credential;
import io.asktell.server.auth.Keys;
import io.asktell.server.auth.RateLimits;
import io.asktell.server.auth.Scope;
import io.asktell.server.auth.Tokens;
import io.asktell.server.problem.ForbiddenException;
import io.asktell.server.problem.ServiceException;
import io.asktell.server.problem.TooManyException;
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

    private static final int FAILURES_PER_MINUTE = 30;
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([\\x21-\\x7e][\\x20-\\x7e]{0,4095})");
    private static final Pattern KEY = Pattern.compile("[\\x20-\\x7e]{1,4096}");

    private final boolean enabled;
    private final Keys keys;
    private final Tokens tokens;
    private final RateLimits requests;
    private final RateLimits failures;

    /**
     * @param enabled false lets everybody do everything
     * @param requests counts what each key does
     * @param failures counts wrong credentials of each address
     */
    public AuthHook(boolean enabled, Keys keys, Tokens tokens, RateLimits requests, RateLimits failures) {
        this.enabled = enabled;
        this.keys = keys;
        this.tokens = tokens;
        this.requests = requests;
        this.failures = failures;
    }

    void check(Context ctx) {
        var route = Access.routeOf(ctx);
        if (!enabled) {
            Access.remember(ctx, Credential.open());
            admitted(ctx, route, "");
            return;
        }
        if (route.anyOf().isEmpty()) {
            return;
        }
        var shown = shown(ctx, route);
        var credential = authenticate(ctx.ip(), shown);
        Access.remember(ctx, credential);
        limit(ctx, credential);
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
            ctx.attribute(ADMISSION, new Admission(this, route, ctx.ip(), shown));
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
    void admit(String shown, Route route, String address) {
        if (enabled) {
            checkScope(authenticate(address, shown), route);
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
            Access.remember(ctx, authenticate(ctx.ip(), shown(ctx, Access.routeOf(ctx))));
        }
    }

    private static String shown(Context ctx, Route route) {
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
        throw new UnauthorizedException(
                "credential_missing", "This needs a credential: send Authorization: Bearer <API key or token>.");
    }

    private Credential authenticate(String address, String text) {
        return known(text).orElseThrow(() -> refused(address));
    }

    private Optional<Credential> known(String text) {
        return Tokens.looksLikeToken(text)
                ? tokens.authenticate(text).or(() -> keys.authenticate(text))
                : keys.authenticate(text);
    }

    private RuntimeException refused(String address) {
        var verdict = failures.take(address, FAILURES_PER_MINUTE);
        if (!verdict.allowed()) {
            return new TooManyException(
                    "too_many_failures",
                    "Too many wrong credentials came from this address; try again in " + verdict.retrySeconds() + " s.",
                    verdict.retrySeconds());
        }
        return new UnauthorizedException("credential_invalid", "The credential is unknown, expired or revoked.");
    }

    private void limit(Context ctx, Credential credential) {
        var rate = credential.rateLimitRpm();
        if (rate == null) {
            return;
        }
        var verdict = requests.take(credential.id(), rate);
        ctx.header("RateLimit-Limit", Integer.toString(verdict.limit()));
        ctx.header("RateLimit-Remaining", Integer.toString(verdict.remaining()));
        ctx.header("RateLimit-Reset", Long.toString(verdict.resetSeconds()));
        if (!verdict.allowed()) {
            throw new TooManyException(
                    "rate_limited",
                    "The key \"" + credential.name() + "\" may make " + rate + " requests a minute; try again in "
                            + verdict.retrySeconds() + " s.",
                    verdict.retrySeconds());
        }
    }

    private static UnauthorizedException malformed(String message) {
        return new UnauthorizedException("credential_malformed", message);
    }

    private static String words(Route route) {
        return route.anyOf().stream().map(Scope::word).sorted().collect(Collectors.joining(" or "));
    }
}
