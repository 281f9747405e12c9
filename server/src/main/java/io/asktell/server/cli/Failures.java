package io.asktell.server.cli;

import io.asktell.worker.Worker;

/** Why a worker ended before its time. */
final class Failures {
    private Failures() {}

    /** Throws what ended the worker, if something did. */
    static void rethrow(Worker worker) {
        worker.failure().ifPresent(failure -> {
            if (failure instanceof RuntimeException mendable) {
                throw mendable;
            }
            throw new AssertionError(failure);
        });
    }
}
