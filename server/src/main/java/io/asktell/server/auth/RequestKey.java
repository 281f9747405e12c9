package io.asktell.server.auth;

import java.util.Arrays;

/**
 * An {@code Idempotency-Key} with all it is bound to.
 *
 * @param credential the id of the caller's key
 * @param route method and path, as {@code POST /v1/keys}
 * @param bodyHash SHA-256 of the body (and query) sent with it
 */
public record RequestKey(String credential, String route, String key, byte[] bodyHash) {
    /** Binds a key to a request. */
    public static RequestKey of(Credential credential, String route, String key, byte[] body) {
        return new RequestKey(credential.id(), route, key, Hashes.sha256(body));
    }

    /** Whether both are bound to the same, the body too. */
    public boolean sameRequest(RequestKey other) {
        return credential.equals(other.credential)
                && route.equals(other.route)
                && key.equals(other.key)
                && Arrays.equals(bodyHash, other.bodyHash);
    }
}
