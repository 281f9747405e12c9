package io.asktell.server.http;

import io.asktell.api.HealthResponse;
import io.asktell.api.ReadyResponse;
import io.javalin.http.Context;
import java.util.function.BooleanSupplier;

/** What those who run the server ask it. */
public final class OperationHandlers {
    private final String version;
    private final BooleanSupplier storage;
    private final BooleanSupplier stopping;

    /**
     * @param storage whether the database answers now
     * @param stopping whether the server was told to stop
     */
    public OperationHandlers(String version, BooleanSupplier storage, BooleanSupplier stopping) {
        this.version = version;
        this.storage = storage;
        this.stopping = stopping;
    }

    void health(Context ctx) {
        boolean connected = storage.getAsBoolean();
        ctx.json(new HealthResponse(connected ? "healthy" : "degraded", version, connected));
    }

    void ready(Context ctx) {
        if (stopping.getAsBoolean()) {
            ctx.status(503).json(new ReadyResponse("not_ready", "the server stops"));
        } else if (storage.getAsBoolean()) {
            ctx.json(new ReadyResponse("ready", null));
        } else {
            ctx.status(503).json(new ReadyResponse("not_ready", "the database does not answer"));
        }
    }
}
