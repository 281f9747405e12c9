package io.asktell.server.jobs;

import io.asktell.api.AssignedModel;
import io.asktell.api.Assignment;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A worker that waits for work. No thread waits with it. */
public final class Claim {
    /** A claim that will not wait still needs the time for one look. */
    private static final double LEAST_SECONDS = 1;

    private final @Nullable String worker;
    private final @Nullable String credential;
    private final long endNanos;
    private final CompletableFuture<Optional<Assignment>> answer = new CompletableFuture<>();

    public Claim(@Nullable String worker, @Nullable String credential, double waitSeconds) {
        this.worker = worker;
        this.credential = credential;
        this.endNanos = System.nanoTime() + (long) (Math.max(waitSeconds, LEAST_SECONDS) * 1e9);
    }

    @Nullable
    String worker() {
        return worker;
    }

    @Nullable
    String credential() {
        return credential;
    }

    boolean over() {
        return System.nanoTime() - endNanos > 0;
    }

    /** Whether this worker can call the model; a model whose key only this server knows is for its own workers. */
    boolean reaches(AssignedModel model) {
        return true;
    }

    void answer(Optional<Assignment> assignment) {
        answer.complete(assignment);
    }

    /** Completes with work, or with none when the time is over. */
    public CompletableFuture<Optional<Assignment>> answer() {
        return answer;
    }
}
