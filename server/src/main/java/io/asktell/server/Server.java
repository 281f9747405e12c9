package io.asktell.server;

import io.asktell.server.store.Database;
import io.asktell.server.store.embedded.EmbeddedPostgres;
import io.javalin.Javalin;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server, put together: builds everything once, in order, and closes it in reverse. */
public final class Server implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Server.class);

    private final ServerConfig config;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private volatile boolean closing;
    private @Nullable Javalin http;

    public Server(ServerConfig config) {
        this.config = config;
    }

    /** Returns when requests are answered. What was opened before a failure is closed again. */
    public synchronized void start() {
        try {
            var address = config.database();
            if (address == null) {
                address = keep(EmbeddedPostgres.start(config.dataDirectory(), config.cacheDirectory()))
                        .address();
            }
            var database =
                    keep(Database.open(address, "db/migration", "flyway_schema_history", config.databasePoolSize()));
            var authAddress = config.authDatabase();
            keep(Database.open(authAddress == null ? address : authAddress, "db/auth", "flyway_auth_history", 4));
            http = serve(database);
            keep(http::stop);
            log.info("listening on http://{}:{}", config.host(), port());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private Javalin serve(Database database) {
        return Javalin.create(c -> {
                    c.startup.showJavalinBanner = false;
                    c.jetty.host = config.host();
                    c.jetty.port = config.port();
                    c.routes.get("/v1/tuner/health", ctx -> {
                        boolean reachable = database.reachable();
                        ctx.json(Map.of(
                                "status",
                                reachable ? "healthy" : "degraded",
                                "version",
                                Version.CURRENT,
                                "storage_connected",
                                reachable));
                    });
                })
                .start();
    }

    /** The port it listens on, which differs from the configured one when that is 0. */
    public int port() {
        if (http == null) {
            throw new IllegalStateException("the server is not started");
        }
        return http.port();
    }

    /** Remembers what to close; a server told to stop while it starts goes no further. */
    private <T extends AutoCloseable> T keep(T part) {
        opened.push(part);
        if (closing) {
            throw new CommandFailedException("Stopped while starting.");
        }
        return part;
    }

    /** Stops taking requests, finishes those it has, and closes the rest. Twice is harmless; a start under way is waited for. */
    @Override
    public void close() {
        closing = true;
        synchronized (this) {
            while (!opened.isEmpty()) {
                try {
                    opened.pop().close();
                } catch (Exception e) {
                    log.warn("a part of the server did not close; going on with the others", e);
                }
            }
        }
    }
}
