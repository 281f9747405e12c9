package io.asktell.server.http;

import static io.asktell.server.http.Route.delete;
import static io.asktell.server.http.Route.get;
import static io.asktell.server.http.Route.post;

import io.asktell.api.CreateKeyRequest;
import io.asktell.api.CreatedKeyResponse;
import io.asktell.api.EmptyRequest;
import io.asktell.api.KeyResponse;
import io.asktell.api.TokenRequest;
import io.asktell.api.TokenResponse;
import java.util.List;

/** Every URL this server answers, with who may call it, what it takes and what it answers. */
public final class Routes {
    private Routes() {}

    public static List<Route> keys(KeyHandlers keys) {
        return List.of(
                post("/v1/keys", Scopes.ADMIN, keys::create)
                        .summary("Make an API key; it is shown this once")
                        .takes(CreateKeyRequest.class)
                        .answers(201, CreatedKeyResponse.class)
                        .idempotent(),
                get("/v1/keys", Scopes.ADMIN, keys::list)
                        .summary("List the keys that are not revoked")
                        .paged()
                        .answersList(KeyResponse.class),
                delete("/v1/keys/{id}", Scopes.ADMIN, keys::revoke)
                        .summary("Revoke a key and every token made from it")
                        .answers(204),
                post("/v1/auth/token", Scopes.ANY, keys::token)
                        .summary("Change the calling key for a token of 15 minutes")
                        .mayTake(TokenRequest.class)
                        .answers(200, TokenResponse.class),
                post("/v1/auth/refresh", Scopes.ANY, keys::refresh)
                        .summary("Renew the calling token, up to 24 hours from when its key was shown")
                        .mayTake(EmptyRequest.class)
                        .answers(200, TokenResponse.class));
    }
}
