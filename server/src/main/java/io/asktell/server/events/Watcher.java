package io.asktell.server.events;

import java.util.concurrent.CompletableFuture;

/** The connection of somebody who watches; no call blocks. */
public interface Watcher {
    int OVER = 1000;
    int GOING_AWAY = 1001;
    int TRY_AGAIN = 1013;

    /** Sends texts in order; completes when they are on their way, with an exception when they cannot be. */
    CompletableFuture<Void> send(String text);

    /** Keeps an idle connection open. */
    void ping();

    /** Ends the connection, with a code as WebSockets have them; what is under way may be lost. */
    void close(int code, String reason);
}
