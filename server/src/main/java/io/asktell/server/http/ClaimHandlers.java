package io.asktell.server.http;

import io.asktell.api.ClaimRequest;
import io.asktell.server.jobs.Claim;
import io.asktell.server.jobs.Dispatcher;
import io.asktell.server.jobs.EmbeddedWorkers;
import io.asktell.server.metrics.Attendance;
import io.asktell.server.study.FieldErrors;
import io.javalin.http.Context;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Workers that take whatever there is to do, over HTTP. A claim that waits holds no thread. */
public final class ClaimHandlers {
    private static final double MAX_WAIT_SECONDS = 60;

    private static final Set<String> KINDS = Set.of("tool_eval", "tuning");

    private final Dispatcher dispatcher;
    private final Attendance workers;

    /** @param workers is told who claims */
    public ClaimHandlers(Dispatcher dispatcher, Attendance workers) {
        this.dispatcher = dispatcher;
        this.workers = workers;
    }

    void claim(Context ctx) {
        var request = RequestReader.optionalBody(ctx, ClaimRequest.class);
        var errors = new FieldErrors();
        Double wait = request.waitSeconds();
        errors.check(wait == null || wait >= 0 && wait <= MAX_WAIT_SECONDS, "wait_seconds", "0 to 60");
        errors.check(request.worker() == null || request.worker().length() <= 256, "worker", "at most 256 characters");
        var kinds = request.kinds();
        errors.check(kinds == null || kinds.stream().allMatch(Objects::nonNull), "kinds", "names");
        errors.throwIfAny();
        Set<String> wanted = new HashSet<>();
        for (String kind : kinds == null ? List.of("tool_eval") : kinds) {
            if (KINDS.contains(kind)) {
                wanted.add(kind);
            }
        }
        if (wanted.isEmpty()) {
            ctx.status(204); // there is no other kind of work
            return;
        }
        var credential = Access.credential(ctx);
        workers.see(credential.id(), request.worker());
        var claim = new Claim(
                request.worker(),
                credential.id(),
                Idempotency.keyOf(ctx).orElse(null),
                wanted,
                EmbeddedWorkers.claimed(credential, request.worker()),
                wait == null ? 0 : wait);
        dispatcher.claim(claim);
        ctx.future(() -> claim.answer().thenAccept(work -> answer(ctx, work)));
    }

    private static void answer(Context ctx, Optional<Claim.Work> work) {
        if (work.isEmpty()) {
            ctx.status(204);
        } else if (work.get().repeated()) {
            Idempotency.replay(ctx, work.get().answer());
        } else {
            ctx.contentType("application/json").result(work.get().answer().body());
        }
    }
}
