package io.asktell.worker;

import io.asktell.api.ClaimRequest;
import io.asktell.client.AsktellClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Claims trials of any job whose kind of work a handler can do. */
final class ClaimSource implements WorkSource {
    private final AsktellClient client;
    private final Map<String, AssignmentHandler> handlers;
    private final ClaimRequest request;
    private final WorkerTime time;

    ClaimSource(AsktellClient client, Map<String, AssignmentHandler> handlers, WorkerOptions options, WorkerTime time) {
        this.client = client;
        this.handlers = handlers;
        this.request = new ClaimRequest(
                options.name(),
                List.copyOf(handlers.keySet()),
                options.longPoll().toNanos() / 1e9);
        this.time = time;
    }

    @Override
    public Optional<Work> next(String key) {
        long asked = time.nanoTime();
        return client.claim(request, key)
                .map(assignment -> new Work(
                        assignment.studyName(),
                        assignment.trialId(),
                        assignment.attempt(),
                        new Params(assignment.params()),
                        assignment.lease(),
                        Duration.ofNanos((long) (assignment.leaseSeconds() * 1e9)),
                        asked,
                        context -> handler(assignment.kind()).handle(assignment, context)));
    }

    private AssignmentHandler handler(String kind) {
        var handler = handlers.get(kind);
        if (handler == null) {
            throw new IllegalStateException("no handler for work of kind " + kind + ", and none was asked for");
        }
        return handler;
    }
}
