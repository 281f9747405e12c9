package io.asktell.client;

import io.asktell.api.CreateKeyRequest;
import io.asktell.api.CreatedKeyResponse;
import io.asktell.api.EmptyRequest;
import io.asktell.api.KeyResponse;
import io.asktell.api.TokenRequest;
import io.asktell.api.TokenResponse;
import java.util.List;
import java.util.stream.Stream;

/** Keys and tokens. */
public final class KeyClient {
    private static final String KEYS = "/v1/keys";

    private final Transport transport;

    KeyClient(Transport transport) {
        this.transport = transport;
    }

    /** Makes a key; the answer is the only one that ever shows it. */
    public CreatedKeyResponse create(CreateKeyRequest request) {
        return transport.send(Call.keyedPost(KEYS, request)).read(CreatedKeyResponse.class);
    }

    public Stream<KeyResponse> list() {
        return Pages.stream(transport, Call.get(KEYS), KeyResponse.class);
    }

    /** Revokes a key with every token made from it. */
    public void revoke(String id) {
        transport.delete(Paths.of(KEYS, id));
    }

    /** Changes this client's key for a token with these of its scopes. */
    public TokenResponse token(List<String> scopes) {
        return transport
                .send(Call.idempotentPost("/v1/auth/token", new TokenRequest(List.copyOf(scopes))))
                .read(TokenResponse.class);
    }

    /** Renews the token that this client uses as its key. */
    public TokenResponse refresh() {
        return transport
                .send(Call.idempotentPost("/v1/auth/refresh", new EmptyRequest()))
                .read(TokenResponse.class);
    }
}
