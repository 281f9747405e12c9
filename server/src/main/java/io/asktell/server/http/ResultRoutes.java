package io.asktell.server.http;

import static io.asktell.server.http.Route.delete;
import static io.asktell.server.http.Route.get;
import static io.asktell.server.http.Route.post;
import static io.asktell.server.http.Route.put;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.CompareRequest;
import io.asktell.api.CompareResponse;
import io.asktell.api.EmptyRequest;
import io.asktell.api.JudgeReport;
import io.asktell.api.JudgeRequest;
import io.asktell.api.ParamTuneCombo;
import io.asktell.api.ParamTuneComboDetail;
import io.asktell.api.ParamTuneImportance;
import io.asktell.api.ParamTuneStarted;
import io.asktell.api.PresetRequest;
import io.asktell.api.PresetResponse;
import io.asktell.api.ProfileRequest;
import io.asktell.api.ProfileResponse;
import io.asktell.api.SaveProfileRequest;
import io.asktell.api.TaskRequest;
import io.asktell.api.TaskResponse;
import java.util.List;

/** The URLs where results of tunes are looked at and put to use. */
public final class ResultRoutes {
    private static final String TUNE = "/api/tool-eval/param-tune/{job_id}";
    private static final String COMPARE = "/api/tool-eval/compare";
    private static final String PRESETS = "/api/tool-eval/presets";
    private static final String PROFILES = "/api/tool-eval/profiles";

    private ResultRoutes() {}

    public static List<Route> tasks(TaskHandlers tasks) {
        return List.of(post("/api/v1/tasks", Scopes.TOOL_EVAL_WRITE, tasks::ask)
                .summary("Put a single task to a model")
                .takes(TaskRequest.class)
                .answers(200, TaskResponse.class)
                .idempotent());
    }

    public static List<Route> combos(ComboHandlers combos) {
        return List.of(
                get(TUNE + "/combos", Scopes.TOOL_EVAL_READ, combos::list)
                        .summary("The combinations of a tune, the best first")
                        .paged()
                        .query("model", String.class, "only those of this model")
                        .query(
                                "order",
                                String.class,
                                "value, score, pass_rate, passed, latency_ms, total_tokens, cost, number, model, or a"
                                        + " parameter; with - before it the greatest first")
                        .answersList(ParamTuneCombo.class),
                get(TUNE + "/combos/{combo_id}", Scopes.TOOL_EVAL_READ, combos::find)
                        .summary("A combination case by case")
                        .answers(200, ParamTuneComboDetail.class),
                get(TUNE + "/export", Scopes.TOOL_EVAL_READ, combos::export)
                        .summary("The tune with its combinations, as JSON, CSV or an HTML file that needs nothing else")
                        .query("format", String.class, "json (default), csv or html")
                        .answers(200, JsonNode.class),
                get(TUNE + "/importance", Scopes.TOOL_EVAL_READ, combos::importance)
                        .summary("Share of each parameter in the variation of an objective, by model of the tune")
                        .query("target_idx", Integer.class, "which objective, from 0")
                        .query("method", String.class, "fanova (default), ped_anova or mdi")
                        .answersList(ParamTuneImportance.class),
                get(TUNE + "/pareto", Scopes.TOOL_EVAL_READ, combos::pareto)
                        .summary("The combinations of a tune of several objectives that no other dominates")
                        .answersList(ParamTuneCombo.class),
                get("/api/tool-eval/runs/{run_id}", Scopes.TOOL_EVAL_READ, combos::run)
                        .summary("One evaluated run of a suite, case by case")
                        .answers(200, ParamTuneComboDetail.class));
    }

    public static List<Route> comparisons(CompareHandlers comparisons) {
        return List.of(
                post(COMPARE, Scopes.TOOL_EVAL_WRITE, comparisons::compare)
                        .summary(
                                "Whether one configuration is better than another, paired by case; with suite_id both are evaluated first, as a job")
                        .takes(CompareRequest.class)
                        .answers(200, CompareResponse.class)
                        .answers(202, ParamTuneStarted.class)
                        .idempotent(),
                get(COMPARE + "/{job_id}", Scopes.TOOL_EVAL_READ, comparisons::verdict)
                        .summary("The verdict of a comparison whose job is completed")
                        .answers(200, CompareResponse.class));
    }

    public static List<Route> judges(JudgeHandlers judges) {
        return List.of(
                post(TUNE + "/judge", Scopes.TOOL_EVAL_WRITE, judges::start)
                        .summary("Have a model judge the answers of an ended tune's best combination, or of another")
                        .takes(JudgeRequest.class)
                        .answers(202, JudgeReport.class)
                        .idempotent(),
                get(TUNE + "/judge", Scopes.TOOL_EVAL_READ, judges::find)
                        .summary("What the judge said, as far as it is done")
                        .answers(200, JudgeReport.class));
    }

    public static List<Route> presets(PresetHandlers presets) {
        return List.of(
                get(PRESETS, Scopes.TOOL_EVAL_READ, presets::list)
                        .summary("List the search spaces that are kept under names")
                        .paged()
                        .answersList(PresetResponse.class),
                post(PRESETS, Scopes.TOOL_EVAL_WRITE, presets::create)
                        .summary("Keep a search space under a name")
                        .takes(PresetRequest.class)
                        .answers(201, PresetResponse.class)
                        .idempotent(),
                get(PRESETS + "/{id}", Scopes.TOOL_EVAL_READ, presets::find)
                        .summary("A kept search space")
                        .answers(200, PresetResponse.class),
                put(PRESETS + "/{id}", Scopes.TOOL_EVAL_WRITE, presets::replace)
                        .summary("Replace a kept search space")
                        .takes(PresetRequest.class)
                        .answers(200, PresetResponse.class),
                delete(PRESETS + "/{id}", Scopes.TOOL_EVAL_WRITE, presets::delete)
                        .summary("Forget a kept search space")
                        .answers(204)
                        .audited("preset_deleted"));
    }

    public static List<Route> profiles(ProfileHandlers profiles) {
        return List.of(
                get(PROFILES, Scopes.TOOL_EVAL_READ, profiles::list)
                        .summary("List the profiles of models")
                        .paged()
                        .query("model", String.class, "only those of this model")
                        .answersList(ProfileResponse.class),
                post(PROFILES, Scopes.TOOL_EVAL_WRITE, profiles::create)
                        .summary("Keep parameters chosen for a model under a name")
                        .takes(ProfileRequest.class)
                        .answers(201, ProfileResponse.class)
                        .idempotent(),
                get(PROFILES + "/{id}", Scopes.TOOL_EVAL_READ, profiles::find)
                        .summary("A profile")
                        .answers(200, ProfileResponse.class),
                put(PROFILES + "/{id}", Scopes.TOOL_EVAL_WRITE, profiles::replace)
                        .summary("Replace a profile")
                        .takes(ProfileRequest.class)
                        .answers(200, ProfileResponse.class),
                delete(PROFILES + "/{id}", Scopes.TOOL_EVAL_WRITE, profiles::delete)
                        .summary("Forget a profile")
                        .answers(204)
                        .audited("profile_deleted"),
                post(PROFILES + "/{id}/apply", Scopes.TOOL_EVAL_WRITE, profiles::apply)
                        .summary("Make a profile's parameters the model's current values")
                        .mayTake(EmptyRequest.class)
                        .answers(200, JsonNode.class),
                post(TUNE + "/save-profile", Scopes.TOOL_EVAL_WRITE, profiles::save)
                        .summary("Keep the best combination of a tune, or another one, as a profile of its model")
                        .takes(SaveProfileRequest.class)
                        .answers(201, ProfileResponse.class)
                        .idempotent(),
                post(TUNE + "/apply", Scopes.TOOL_EVAL_WRITE, profiles::applyBest)
                        .summary("Make the best combination of a tune the current values of its model, or a profile")
                        .query("combo_id", String.class, "another combination than the best")
                        .query("profile", String.class, "the name of a profile to make of it or replace by it")
                        .mayTake(EmptyRequest.class)
                        .answers(200, JsonNode.class));
    }
}
