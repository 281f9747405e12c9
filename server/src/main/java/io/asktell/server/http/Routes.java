package io.asktell.server.http;

import static io.asktell.server.http.Route.delete;
import static io.asktell.server.http.Route.get;
import static io.asktell.server.http.Route.patch;
import static io.asktell.server.http.Route.post;
import static io.asktell.server.http.Route.put;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.AdviceResponse;
import io.asktell.api.AuditEntry;
import io.asktell.api.BestResponse;
import io.asktell.api.CompleteBatchRequest;
import io.asktell.api.CompleteBatchResult;
import io.asktell.api.CompleteRequest;
import io.asktell.api.CreateKeyRequest;
import io.asktell.api.CreateStudyRequest;
import io.asktell.api.CreatedKeyResponse;
import io.asktell.api.EmptyRequest;
import io.asktell.api.EnqueueRequest;
import io.asktell.api.FailRequest;
import io.asktell.api.HealthResponse;
import io.asktell.api.HeartbeatRequest;
import io.asktell.api.HeartbeatResponse;
import io.asktell.api.ImportanceResponse;
import io.asktell.api.KeyResponse;
import io.asktell.api.ModelRequest;
import io.asktell.api.ModelResponse;
import io.asktell.api.ModelStatistics;
import io.asktell.api.ParetoItem;
import io.asktell.api.PatchStudyRequest;
import io.asktell.api.ProviderRequest;
import io.asktell.api.ProviderResponse;
import io.asktell.api.PruneRequest;
import io.asktell.api.ReadyResponse;
import io.asktell.api.ReportRequest;
import io.asktell.api.ReportResponse;
import io.asktell.api.StudyResponse;
import io.asktell.api.StudySummary;
import io.asktell.api.SuggestAnswer;
import io.asktell.api.SuggestRequest;
import io.asktell.api.TokenRequest;
import io.asktell.api.TokenResponse;
import io.asktell.api.TrialResponse;
import java.util.ArrayList;
import java.util.List;

/** Every URL this server answers, with who may call it, what it takes and what it answers. */
public final class Routes {
    private static final String STUDIES = "/v1/tuner/studies";
    private static final String STUDY = STUDIES + "/{name}";
    private static final String TRIALS = STUDY + "/trials";
    private static final String TRIAL = TRIALS + "/{trial_id}";

    private static final String PROVIDERS = "/api/v1/providers";
    private static final String MODELS = "/api/v1/models";
    private static final String SUITES = "/api/tool-eval/suites";
    private static final String SUITE = SUITES + "/{id}";

    private Routes() {}

    public static List<Route> keys(KeyHandlers keys, AuditHook audit) {
        return List.of(
                post("/v1/keys", Scopes.ADMIN, keys::create)
                        .summary("Make an API key; it is shown this once")
                        .takes(CreateKeyRequest.class)
                        .answers(201, CreatedKeyResponse.class)
                        .idempotent()
                        .audited("key_created"),
                get("/v1/keys", Scopes.ADMIN, keys::list)
                        .summary("List the keys that are not revoked")
                        .paged()
                        .answersList(KeyResponse.class),
                delete("/v1/keys/{id}", Scopes.ADMIN, keys::revoke)
                        .summary("Revoke a key and every token made from it")
                        .answers(204)
                        .audited("key_revoked"),
                get("/v1/audit", Scopes.ADMIN, audit::list)
                        .summary("Who made and revoked keys, deleted things and set providers, newest first")
                        .paged()
                        .query("action", String.class, "only entries of this action, as study_deleted")
                        .answersList(AuditEntry.class),
                post("/v1/auth/token", Scopes.ANY, keys::token)
                        .summary("Change the calling key for a token of 15 minutes")
                        .mayTake(TokenRequest.class)
                        .answers(200, TokenResponse.class),
                post("/v1/auth/refresh", Scopes.ANY, keys::refresh)
                        .summary("Renew the calling token, up to 24 hours from when its key was shown")
                        .mayTake(EmptyRequest.class)
                        .answers(200, TokenResponse.class));
    }

    /** All routes with two more, which describe them: the OpenAPI document, and a page of it to read. */
    public static List<Route> documented(List<Route> routes, String version) {
        var documentation = new Documentation();
        List<Route> all = new ArrayList<>(routes);
        all.add(get("/openapi.json", Scopes.PUBLIC, documentation::document)
                .summary("This document")
                .answers(200, Object.class));
        all.add(get("/docs", Scopes.PUBLIC, documentation::page)
                .summary("This document as a page to read")
                .answersText("text/html"));
        documentation.describe(all, version);
        return List.copyOf(all);
    }

    public static List<Route> web(WebHandlers web) {
        return List.of(
                get("/", Scopes.PUBLIC, web::page)
                        .summary("The web UI")
                        .answersText("text/html")
                        .answers(304),
                get("/assets/vendor/<path>", Scopes.PUBLIC, web::library)
                        .summary("A file of a library that the web UI uses")
                        .answersText("text/javascript")
                        .answers(304),
                get("/assets/<path>", Scopes.PUBLIC, web::file)
                        .summary("A file of the web UI")
                        .answersText("text/javascript")
                        .answers(304));
    }

    public static List<Route> metrics(Metrics metrics, AuthHook auth) {
        return List.of(get("/metrics", Scopes.PUBLIC, ctx -> metrics.answer(ctx, auth))
                .summary(
                        "Counts and durations of requests, as Prometheus reads them; beyond loopback with a credential")
                .answersText("text/plain; version=0.0.4"));
    }

    public static List<Route> operations(OperationHandlers operations) {
        return List.of(
                get("/v1/tuner/health", Scopes.PUBLIC, operations::health)
                        .summary("Whether the server and its database are there; 200 either way")
                        .answers(200, HealthResponse.class),
                get("/v1/tuner/ready", Scopes.PUBLIC, operations::ready)
                        .summary("Whether the server takes work; 503 when it does not")
                        .answers(200, ReadyResponse.class));
    }

    public static List<Route> studies(StudyHandlers studies, ArchiveHandlers archive, EventHandlers events) {
        return List.of(
                post(STUDIES, Scopes.TUNER_WRITE, studies::create)
                        .summary("Make a study, or load the one of this name")
                        .takes(CreateStudyRequest.class)
                        .answers(201, StudyResponse.class)
                        .answers(200, StudyResponse.class)
                        .idempotent(),
                get(STUDIES, Scopes.TUNER_READ, studies::list)
                        .summary("List studies")
                        .paged()
                        .query(
                                "name_contains",
                                String.class,
                                "only studies whose name has this in it, whatever the case")
                        .query("status", String.class, "only studies that are active, paused or stopped")
                        .query(
                                "order",
                                String.class,
                                "created (default), name or trials, with - before it the other way round")
                        .answersList(StudySummary.class),
                get(STUDY, Scopes.TUNER_READ, studies::find)
                        .summary("A study as it stands")
                        .answers(200, StudyResponse.class),
                patch(STUDY, Scopes.TUNER_WRITE, studies::patch)
                        .summary("Change a study: sampler, pruner, attributes, status, or a wider search space")
                        .takes(PatchStudyRequest.class)
                        .answers(200, StudyResponse.class),
                delete(STUDY, Scopes.TUNER_WRITE, studies::delete)
                        .summary("Delete a study with its trials")
                        .answers(204)
                        .audited("study_deleted"),
                get(STUDY + "/best", Scopes.TUNER_READ, studies::best)
                        .summary("The best trial; of several objectives the first of the front")
                        .answers(200, BestResponse.class),
                get(STUDY + "/pareto", Scopes.TUNER_READ, studies::pareto)
                        .summary("The trials that no other dominates")
                        .answersList(ParetoItem.class),
                get(STUDY + "/importance", Scopes.TUNER_READ, studies::importance)
                        .summary("Share of each parameter in the variation of an objective")
                        .query("target_idx", Integer.class, "which objective, from 0")
                        .query("method", String.class, "fanova (default), ped_anova or mdi")
                        .answers(200, ImportanceResponse.class),
                get(STUDY + "/advice", Scopes.TUNER_READ, studies::advice)
                        .summary("Whether a study of one objective should go on")
                        .query("rule", String.class, "plateau (default) or regret_bound")
                        .query("trials", Integer.class, "how many without improvement are a plateau; 30 by default")
                        .answers(200, AdviceResponse.class),
                get(STUDY + "/export", Scopes.TUNER_READ, archive::export)
                        .summary("The study with its trials, as JSON lines or CSV")
                        .query("format", String.class, "jsonl (default) or csv")
                        .answersText("application/jsonl"),
                post(STUDIES + "/import", Scopes.TUNER_WRITE, archive::importStudy)
                        .summary("Take an export back, whole or not at all")
                        .takesFile("application/jsonl", archive.maxImport())
                        .answers(201, StudyResponse.class)
                        .idempotent(),
                get(STUDY + "/events", Scopes.TUNER_READ, events::stream)
                        .summary("Server-sent events: trial_started, trial_reported, trial_finished, study_updated")
                        .answersText("text/event-stream")
                        .withTokenInQuery());
    }

    public static List<Route> trials(AskHandlers asks, TellHandlers tells, TrialHandlers trials) {
        return List.of(
                post(TRIALS + "/suggest", Scopes.TUNER_WRITE, asks::suggest)
                        .summary("Ask for a trial, or for up to count")
                        .mayTake(SuggestRequest.class)
                        .answers(200, SuggestAnswer.class)
                        .idempotentInside(),
                post(TRIALS + "/enqueue", Scopes.TUNER_WRITE, asks::enqueue)
                        .summary("Add a waiting trial that the next ask gets")
                        .takes(EnqueueRequest.class)
                        .answers(201, TrialResponse.class)
                        .idempotent(),
                post(TRIALS + "/complete", Scopes.TUNER_WRITE_OR_WORKER, tells::completeMany)
                        .summary("Tell many trials; each answers for itself")
                        .takes(CompleteBatchRequest.class)
                        .answersList(CompleteBatchResult.class),
                get(TRIALS, Scopes.TUNER_READ, trials::list)
                        .summary("List trials")
                        .paged()
                        .query("state", String.class, "only trials of this state")
                        .query(
                                "order",
                                String.class,
                                "number (default), value, values[k], a parameter, state, datetime_start, datetime_complete or"
                                        + " duration_seconds; with - before it the greatest first")
                        .query("cursor", String.class, "X-Next-Cursor of the page before")
                        .answersList(TrialResponse.class),
                get(TRIAL, Scopes.TUNER_READ, trials::find)
                        .summary("A trial with its intermediate values")
                        .answers(200, TrialResponse.class),
                post(TRIAL + "/heartbeat", Scopes.TUNER_WRITE_OR_WORKER, asks::heartbeat)
                        .summary("Renew the lease")
                        .mayTake(HeartbeatRequest.class)
                        .answers(200, HeartbeatResponse.class),
                post(TRIAL + "/report", Scopes.TUNER_WRITE_OR_WORKER, tells::report)
                        .summary("Report intermediate values, and learn whether to stop")
                        .takes(ReportRequest.class)
                        .answers(200, ReportResponse.class),
                post(TRIAL + "/complete", Scopes.TUNER_WRITE_OR_WORKER, tells::complete)
                        .summary("Tell the outcome")
                        .takes(CompleteRequest.class)
                        .answers(200, TrialResponse.class),
                post(TRIAL + "/prune", Scopes.TUNER_WRITE_OR_WORKER, tells::prune)
                        .summary("End the trial as pruned")
                        .mayTake(PruneRequest.class)
                        .answers(200, TrialResponse.class),
                post(TRIAL + "/fail", Scopes.TUNER_WRITE_OR_WORKER, tells::fail)
                        .summary("End the trial as failed")
                        .mayTake(FailRequest.class)
                        .answers(200, TrialResponse.class));
    }

    public static List<Route> models(ModelHandlers models) {
        return List.of(
                get(PROVIDERS, Scopes.TOOL_EVAL_READ_OR_WORKER, models::listProviders)
                        .summary("List providers")
                        .paged()
                        .answersList(ProviderResponse.class),
                get(PROVIDERS + "/{key}", Scopes.TOOL_EVAL_READ_OR_WORKER, models::findProvider)
                        .summary("A provider, without its key")
                        .answers(200, ProviderResponse.class),
                put(PROVIDERS + "/{key}", Scopes.TOOL_EVAL_WRITE, models::putProvider)
                        .summary("Add or replace a provider; an absent api_key stays, an empty one is forgotten")
                        .takes(ProviderRequest.class)
                        .answers(200, ProviderResponse.class)
                        .audited("provider_saved"),
                delete(PROVIDERS + "/{key}", Scopes.TOOL_EVAL_WRITE, models::deleteProvider)
                        .summary("Delete a provider that serves no model")
                        .answers(204)
                        .audited("provider_deleted"),
                get(MODELS, Scopes.TOOL_EVAL_READ_OR_WORKER, models::list)
                        .summary("List registered models")
                        .paged()
                        .answersList(ModelResponse.class),
                get(MODELS + "/{model}", Scopes.TOOL_EVAL_READ_OR_WORKER, models::find)
                        .summary("A registered model")
                        .answers(200, ModelResponse.class),
                put(MODELS + "/{model}", Scopes.TOOL_EVAL_WRITE, models::put)
                        .summary("Register a model with a provider")
                        .takes(ModelRequest.class)
                        .answers(200, ModelResponse.class),
                delete(MODELS + "/{model}", Scopes.TOOL_EVAL_WRITE, models::delete)
                        .summary("Forget a model that no tune evaluates")
                        .answers(204)
                        .audited("model_deleted"),
                post(MODELS + "/{model}/probe", Scopes.TOOL_EVAL_WRITE, models::probe)
                        .summary("Ask a model which parameters it rejects, and which change anything")
                        .mayTake(EmptyRequest.class)
                        .answers(200, JsonNode.class),
                get(MODELS + "/{model}/statistics", Scopes.TOOL_EVAL_READ, models::statistics)
                        .summary("What a model did in all its tunes, by suite")
                        .answers(200, ModelStatistics.class),
                get(MODELS + "/{model}/config", Scopes.TOOL_EVAL_READ_OR_WORKER, models::config)
                        .summary("The parameters a model takes, and their current values")
                        .answers(200, JsonNode.class),
                post(MODELS + "/{model}/config", Scopes.TOOL_EVAL_WRITE, models::saveConfig)
                        .summary("Save values for a model; empty params clear them")
                        .takes(ModelHandlers.SaveConfigRequest.class)
                        .answers(200, JsonNode.class));
    }

    public static List<Route> suites(SuiteHandlers suites) {
        return List.of(
                get(SUITES, Scopes.TOOL_EVAL_READ, suites::list)
                        .summary("List suites")
                        .paged()
                        .answersList(JsonNode.class),
                post(SUITES, Scopes.TOOL_EVAL_WRITE, suites::create)
                        .summary("Make a suite")
                        .takes(JsonNode.class)
                        .answers(201, JsonNode.class)
                        .largeBody()
                        .idempotent(),
                post(SUITES + "/check", Scopes.TOOL_EVAL_WRITE, suites::check)
                        .summary("Check a suite without keeping it")
                        .takes(JsonNode.class)
                        .answers(200, JsonNode.class)
                        .largeBody(),
                post(SUITES + "/import", Scopes.TOOL_EVAL_WRITE, suites::importSuite)
                        .summary(
                                "Make a suite from a file: asktell's own, the Berkeley leaderboard's, or an MCP server's list of tools")
                        .query("format", String.class, "asktell (default), bfcl or mcp")
                        .query("partial", Boolean.class, "whether to leave out what cannot be taken")
                        .takes(JsonNode.class)
                        .answers(201, JsonNode.class)
                        .largeBody()
                        .idempotent(),
                get(SUITE, Scopes.TOOL_EVAL_READ_OR_WORKER, suites::find)
                        .summary("A suite, with an ETag")
                        .query("version", Integer.class, "another version than the newest")
                        .answers(200, JsonNode.class)
                        .answers(304),
                put(SUITE, Scopes.TOOL_EVAL_WRITE, suites::replace)
                        .summary("Make a new version of a suite")
                        .takes(JsonNode.class)
                        .answers(200, JsonNode.class)
                        .largeBody(),
                delete(SUITE, Scopes.TOOL_EVAL_WRITE, suites::delete)
                        .summary("Delete a suite that no tune runs on")
                        .answers(204)
                        .audited("suite_deleted"),
                get(SUITE + "/export", Scopes.TOOL_EVAL_READ, suites::export)
                        .summary("The suite as a file that import takes back")
                        .query("format", String.class, "asktell")
                        .answers(200, JsonNode.class),
                post(SUITE + "/score", Scopes.TOOL_EVAL_WRITE, suites::score)
                        .summary("Score recorded answers without calling a model")
                        .takes(SuiteScores.ScoreRequest.class)
                        .answers(200, JsonNode.class)
                        .largeBody());
    }
}
