package io.asktell.server.auth;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import com.auth0.jwt.interfaces.JWTVerifier;
import io.asktell.server.problem.ForbiddenException;
import io.asktell.server.problem.InvalidException;
import io.asktell.server.problem.InvalidException.FieldError;
import io.asktell.server.problem.UnauthorizedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Short-lived tokens made from keys, for browsers: JWTs signed with HS256. A token lives 15 minutes at most, may be renewed until 24
 * hours after its key was shown, holds no more than its key holds, and nothing once its key is revoked. Its header names the secret that
 * signed it, so that secrets can be changed without signing anybody out.
 */
public final class Tokens {
    static final Duration LIFETIME = Duration.ofMinutes(15);
    static final Duration SESSION = Duration.ofHours(24);

    private static final String ISSUER = "asktell";
    private static final String AUDIENCE = "asktell-api";
    private static final String PURPOSE = "jwt";
    /** How far the clocks of two replicas may be apart. */
    private static final int SKEW_SECONDS = 5;

    private static final String SCOPES = "scopes";
    private static final String SIGNED_IN = "auth_time";
    private static final Pattern FORM = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");

    /** A token and when it ends. */
    public record Token(String token, Instant expiresAt) {
        /** Hides the token. */
        @Override
        public String toString() {
            return "Token[until " + expiresAt + "]";
        }
    }

    private final Keys keys;
    private final Clock clock;
    private final String signingId;
    private final Algorithm signing;
    private final Map<String, JWTVerifier> verifiers;

    public Tokens(ServerSecret secret, Keys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
        var signingKeys = secret.signing(PURPOSE);
        this.signingId = keyId(signingKeys.get(0));
        this.signing = Algorithm.HMAC256(signingKeys.get(0));
        this.verifiers = signingKeys.stream()
                .collect(Collectors.toUnmodifiableMap(Tokens::keyId, key -> verifier(key, clock), (a, same) -> a));
    }

    /** The name of a signing key in the tokens it signs, from which the key cannot be told. */
    private static String keyId(byte[] key) {
        return HexFormat.of().formatHex(Hashes.sha256(key), 0, 8);
    }

    /** Takes HS256 and nothing else, whatever a token's header says. */
    private static JWTVerifier verifier(byte[] key, Clock clock) {
        var required = JWT.require(Algorithm.HMAC256(key))
                .withIssuer(ISSUER)
                .withAudience(AUDIENCE)
                .withClaimPresence("exp")
                .acceptNotBefore(SKEW_SECONDS)
                .acceptIssuedAt(SKEW_SECONDS);
        return ((com.auth0.jwt.JWTVerifier.BaseVerification) required).build(clock);
    }

    /** Whether a text has the form of a token, which no key has. */
    public static boolean looksLikeToken(String text) {
        return FORM.matcher(text).matches();
    }

    /** Changes a key for a token with its scopes, or those of them that are asked for. */
    public Token issue(Credential caller, @Nullable List<String> wanted) {
        if (caller.kind() == Credential.Kind.TOKEN) {
            throw new ForbiddenException(
                    "key_required",
                    "A token is made from a key, not from another token; POST /v1/auth/refresh renews one.");
        }
        var errors = new ArrayList<FieldError>();
        var scopes = wanted == null ? caller.scopes() : Keys.scopes("scopes", wanted, errors);
        if (!errors.isEmpty()) {
            throw new InvalidException("invalid", errors);
        }
        for (var scope : scopes) {
            if (!caller.may(scope)) {
                throw new ForbiddenException(
                        "scope_missing", "The key \"" + caller.name() + "\" lacks the scope " + scope.word() + ".");
            }
        }
        return sign(caller.id(), scopes, now());
    }

    /** Renews a token that still holds. */
    public Token refresh(Credential caller) {
        if (caller.kind() == Credential.Kind.OPEN) {
            return sign(caller.id(), caller.scopes(), now());
        }
        if (caller.kind() != Credential.Kind.TOKEN || caller.signedIn() == null) {
            throw new ForbiddenException(
                    "token_required", "Only a token is renewed; POST /v1/auth/token makes one from a key.");
        }
        return sign(caller.id(), caller.scopes(), caller.signedIn());
    }

    /** Recognises who shows this token; empty when it is forged, expired, or its key does not hold any more. */
    public Optional<Credential> authenticate(String text) {
        DecodedJWT jwt;
        try {
            var decoded = JWT.decode(text);
            var verifier = decoded.getKeyId() == null ? null : verifiers.get(decoded.getKeyId());
            if (verifier == null) {
                return Optional.empty();
            }
            jwt = verifier.verify(decoded);
        } catch (JWTVerificationException e) {
            return Optional.empty();
        }
        var signedIn = jwt.getClaim(SIGNED_IN).asInstant();
        var words = jwt.getClaim(SCOPES).asList(String.class);
        if (jwt.getSubject() == null || jwt.getExpiresAt() == null || signedIn == null || words == null) {
            return Optional.empty();
        }
        return keys.holding(jwt.getSubject()).map(row -> {
            var held = new Credential(
                    row.id(), row.name(), Keys.scopesOf(row.scopes()), row.rateLimitRpm(), Credential.Kind.KEY, null);
            Set<Scope> scopes = Keys.scopesOf(words).stream()
                    .filter(held::may)
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
            return new Credential(row.id(), row.name(), scopes, row.rateLimitRpm(), Credential.Kind.TOKEN, signedIn);
        });
    }

    private Token sign(String keyId, Set<Scope> scopes, Instant signedIn) {
        var now = now();
        var end = earlier(now.plus(LIFETIME), signedIn.plus(SESSION));
        var keyEnd = keys.holding(keyId).map(row -> row.expiresAt()).orElse(null);
        if (keyEnd != null) {
            end = earlier(end, keyEnd.truncatedTo(ChronoUnit.SECONDS));
        }
        if (!end.isAfter(now)) {
            throw new UnauthorizedException(
                    "session_over", "24 hours have passed since the key was shown, or it expires; show it again.");
        }
        var token = JWT.create()
                .withKeyId(signingId)
                .withIssuer(ISSUER)
                .withAudience(AUDIENCE)
                .withSubject(keyId)
                .withIssuedAt(now)
                .withNotBefore(now)
                .withExpiresAt(end)
                .withClaim(SIGNED_IN, signedIn)
                .withClaim(SCOPES, scopes.stream().map(Scope::word).sorted().toList())
                .sign(signing);
        return new Token(token, end);
    }

    /** Whole seconds, because that is what a JWT holds. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
