package io.asktell.server.http;

import static io.asktell.server.http.Route.delete;
import static io.asktell.server.http.Route.get;
import static io.asktell.server.http.Route.post;

import io.asktell.api.Assignment;
import io.asktell.api.ClaimRequest;
import io.asktell.api.ParamTuneDetail;
import io.asktell.api.ParamTuneEstimate;
import io.asktell.api.ParamTuneRequest;
import io.asktell.api.ParamTuneStarted;
import io.asktell.api.ParamTuneSummary;
import io.asktell.api.TuningArtifacts;
import io.asktell.api.TuningJobRequest;
import io.asktell.api.TuningJobResponse;
import java.util.List;

/** The URLs where jobs are made, driven and watched; {@link ResultRoutes} has what comes of them. */
public final class JobRoutes {
    private static final String TUNES = "/api/tool-eval/param-tune";
    private static final String TUNE = TUNES + "/{job_id}";

    private static final String TUNING_JOBS = "/api/tuning/jobs";
    private static final String TUNING_JOB = TUNING_JOBS + "/{id}";

    private JobRoutes() {}

    public static List<Route> tuning(TuningHandlers tuning) {
        return List.of(
                post(TUNING_JOBS, Scopes.TOOL_EVAL_WRITE, tuning::create)
                        .summary("Make a tuning job, to be started later")
                        .takes(TuningJobRequest.class)
                        .answers(201, TuningJobResponse.class)
                        .idempotent(),
                get(TUNING_JOBS, Scopes.TOOL_EVAL_READ, tuning::list)
                        .summary("List tuning jobs, the newest first")
                        .paged()
                        .answersList(TuningJobResponse.class),
                get(TUNING_JOB, Scopes.TOOL_EVAL_READ, tuning::find)
                        .summary("A tuning job as it stands, with its trials")
                        .answers(200, TuningJobResponse.class),
                post(TUNING_JOB + "/start", Scopes.TOOL_EVAL_WRITE, tuning::start)
                        .summary("Start a tuning job, or go on with one that failed")
                        .answers(202, TuningJobResponse.class),
                post(TUNING_JOB + "/cancel", Scopes.TOOL_EVAL_WRITE, tuning::cancel)
                        .summary("End a tuning job; what was evaluated stays")
                        .answers(200, TuningJobResponse.class),
                get(TUNING_JOB + "/artifacts", Scopes.TOOL_EVAL_READ, tuning::artifacts)
                        .summary("What it takes to run a tuning job again, and what came of it")
                        .answers(200, TuningArtifacts.class));
    }

    public static List<Route> watching(WatchHandlers watching) {
        return List.of(get("/ws", Scopes.TOOL_EVAL_READ, watching)
                .summary(
                        "A WebSocket: after {\"type\":\"subscribe\",\"job_id\":…,\"since\":n} come the job's messages after the n-th")
                .withTokenInQuery()
                .answers(101));
    }

    public static List<Route> tunes(TuneHandlers tunes, ClaimHandlers claims) {
        return List.of(
                post(TUNES, Scopes.TOOL_EVAL_WRITE, tunes::create)
                        .summary("Tune models' parameters on a suite")
                        .takes(ParamTuneRequest.class)
                        .answers(202, ParamTuneStarted.class)
                        .idempotent(),
                post(TUNES + "/estimate", Scopes.TOOL_EVAL_WRITE, tunes::estimate)
                        .summary("What a tune would come to, without starting it")
                        .takes(ParamTuneRequest.class)
                        .answers(200, ParamTuneEstimate.class),
                get(TUNES, Scopes.TOOL_EVAL_READ, tunes::list)
                        .summary("List tunes, the newest first")
                        .paged()
                        .query("suite_id", String.class, "only those on this suite")
                        .query("model", String.class, "only those of this model")
                        .query(
                                "status",
                                String.class,
                                "only created, queued, running, completed, failed or canceled ones")
                        .query("mode", String.class, "only grid, random, bayesian or compare ones")
                        .answersList(ParamTuneSummary.class),
                get(TUNE, Scopes.TOOL_EVAL_READ, tunes::find)
                        .summary("A tune as it stands")
                        .answers(200, ParamTuneDetail.class),
                post(TUNE + "/cancel", Scopes.TOOL_EVAL_WRITE, tunes::cancel)
                        .summary("End a tune; what was evaluated stays")
                        .answers(200, ParamTuneDetail.class),
                delete(TUNE, Scopes.TOOL_EVAL_WRITE, tunes::delete)
                        .summary("Forget a tune that has ended, with its results")
                        .answers(204)
                        .audited("tune_deleted"),
                post("/v1/workers/claim", Scopes.WORKER, claims::claim)
                        .summary("Take a trial of any tune, waiting for one if need be; 204 when there is none")
                        .mayTake(ClaimRequest.class)
                        .answers(200, Assignment.class)
                        .answers(204)
                        .idempotentInside());
    }
}
