package io.asktell.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.asktell.api.EnqueueRequest;
import io.asktell.api.HeartbeatRequest;
import io.asktell.api.HeartbeatResponse;
import io.asktell.api.Json;
import io.asktell.api.SuggestAnswer;
import io.asktell.api.SuggestBatchResponse;
import io.asktell.api.SuggestRequest;
import io.asktell.server.auth.KeptAnswers;
import io.asktell.server.problem.InvalidException;
import io.asktell.server.study.Alongside;
import io.asktell.server.study.Asking;
import io.asktell.server.study.Enqueuing;
import io.asktell.server.study.FieldErrors;
import io.asktell.server.study.GivenTrial;
import io.asktell.server.study.Reporting;
import io.asktell.server.study.Trials;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asking for trials, enqueuing them, and keeping their leases, over HTTP. */
public final class AskHandlers {
    private static final int MAX_COUNT = 1000;

    private final Trials trials;
    private final KeptAnswers answers;

    public AskHandlers(Trials trials, KeptAnswers answers) {
        this.trials = trials;
        this.answers = answers;
    }

    void suggest(Context ctx) {
        var request = RequestReader.optionalBody(ctx, SuggestRequest.class);
        var errors = new FieldErrors();
        Integer count = request.count();
        errors.check(count == null || count >= 1 && count <= MAX_COUNT, "count", "1 to " + MAX_COUNT);
        Double lease = request.leaseSeconds();
        errors.check(
                lease == null || lease >= 0.1 && lease <= 604_800,
                "lease_seconds",
                "0.1 to 604800 (a week), or absent");
        TrialRequests.checkText(request.worker(), "worker", errors);
        errors.throwIfAny();
        Map<String, @Nullable Object> fixed = request.fixedParams() == null ? Map.of() : request.fixedParams();
        var study = ctx.pathParam("name");
        var asking = new Asking(count == null ? 1 : count, request.worker(), lease, fixed, TrialRequests.caller(ctx));
        var key = Idempotency.keyOf(ctx);
        if (key.isEmpty()) {
            ctx.json(given(study, count, trials.ask(study, asking)));
            return;
        }
        var replay = trials.askOnce(
                study,
                asking,
                handle -> answers.find(handle, key.get()).map(found -> new Replay(found, true)),
                (handle, given) -> {
                    var answer = new KeptAnswers.Answer(200, "application/json", bytes(given(study, count, given)));
                    answers.keep(handle, key.get(), answer);
                    return new Replay(answer, false);
                });
        if (replay.repeated) {
            Idempotency.replay(ctx, replay.answer);
        } else {
            ctx.contentType("application/json").result(replay.answer.body());
        }
    }

    private record Replay(KeptAnswers.Answer answer, boolean repeated) {}

    private static SuggestAnswer given(String study, @Nullable Integer count, List<GivenTrial> given) {
        var answers =
                given.stream().map(trial -> TrialAnswers.response(study, trial)).toList();
        return count == null ? answers.get(0) : new SuggestBatchResponse(answers);
    }

    private static byte[] bytes(Object body) {
        try {
            return Json.mapper().writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    void enqueue(Context ctx) {
        var request = RequestReader.body(ctx, EnqueueRequest.class);
        if (request.params() == null) {
            throw new InvalidException("params", "an object of parameter values (some or all of them) is required");
        }
        var view = trials.enqueue(
                ctx.pathParam("name"),
                new Enqueuing(
                        request.params(),
                        Json.mapper().valueToTree(request.params()).toString(),
                        TrialRequests.attrs(request.userAttrs()),
                        Boolean.TRUE.equals(request.skipIfExists())));
        ctx.status(201).json(TrialAnswers.response(view));
    }

    void heartbeat(Context ctx) {
        var request = RequestReader.optionalBody(ctx, HeartbeatRequest.class);
        var verdict = trials.report(
                ctx.pathParam("name"),
                new Reporting(
                        TrialRequests.number(ctx),
                        Map.of(),
                        TrialRequests.token(request.leaseToken()),
                        TrialRequests.caller(ctx),
                        Alongside.NOTHING));
        ctx.json(new HeartbeatResponse(
                TrialAnswers.lease(verdict.leaseToken(), verdict.leaseExpiresAt()), verdict.stop()));
    }
}
