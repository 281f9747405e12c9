package io.asktell.server.cli;

import io.asktell.worker.Worker;
import java.time.Duration;

/** Waits for workers. */
final class Workers {
    private Workers() {}

    /** Returns when the worker has ended, and throws what ended it before its time. */
    static void await(Worker worker) throws InterruptedException {
        boolean ended;
        do {
            ended = worker.awaitTermination(Duration.ofDays(1));
        } while (!ended);
        worker.failure().ifPresent(failure -> {
            if (failure instanceof RuntimeException mendable) {
                throw mendable;
            }
            throw new AssertionError(failure);
        });
    }
}
