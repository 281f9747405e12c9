package io.asktell.server.http;

import io.asktell.api.CreateKeyRequest;
import io.asktell.api.CreatedKeyResponse;
import io.asktell.api.EmptyRequest;
import io.asktell.api.KeyResponse;
import io.asktell.api.TokenRequest;
import io.asktell.api.TokenResponse;
import io.asktell.server.auth.Keys;
import io.asktell.server.auth.Tokens;
import io.asktell.server.store.KeyRow;
import io.javalin.http.Context;

/** Keys and tokens. */
public final class KeyHandlers {
    private final Keys keys;
    private final Tokens tokens;

    public KeyHandlers(Keys keys, Tokens tokens) {
        this.keys = keys;
        this.tokens = tokens;
    }

    void create(Context ctx) {
        var request = RequestReader.body(ctx, CreateKeyRequest.class);
        var created = keys.create(
                Access.credential(ctx),
                new Keys.Wish(request.name(), request.scopes(), request.expiresAt(), request.rateLimitRpm()));
        var row = created.row();
        AuditHook.subject(ctx, row.id());
        ctx.status(201)
                .header("Cache-Control", "no-store")
                .json(new CreatedKeyResponse(
                        row.id(),
                        row.name(),
                        row.scopes(),
                        created.key(),
                        row.createdAt(),
                        row.expiresAt(),
                        row.rateLimitRpm()));
    }

    void list(Context ctx) {
        var page = RequestReader.page(ctx);
        var found = keys.list(page.limit(), page.offset());
        ctx.header("X-Total-Count", Long.toString(found.total()));
        ctx.json(found.keys().stream().map(KeyHandlers::response).toList());
    }

    void revoke(Context ctx) {
        keys.revoke(ctx.pathParam("id"));
        ctx.status(204);
    }

    void token(Context ctx) {
        var request = RequestReader.optionalBody(ctx, TokenRequest.class);
        answer(ctx, tokens.issue(Access.credential(ctx), request.scopes()));
    }

    void refresh(Context ctx) {
        RequestReader.optionalBody(ctx, EmptyRequest.class);
        answer(ctx, tokens.refresh(Access.credential(ctx)));
    }

    private static void answer(Context ctx, Tokens.Token token) {
        ctx.header("Cache-Control", "no-store").json(new TokenResponse(token.token(), token.expiresAt()));
    }

    private static KeyResponse response(KeyRow row) {
        return new KeyResponse(
                row.id(),
                row.name(),
                row.scopes(),
                row.createdAt(),
                row.expiresAt(),
                row.lastUsedAt(),
                row.rateLimitRpm());
    }
}
