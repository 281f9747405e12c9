package io.asktell.server.http;

import static io.asktell.server.http.HttpRig.code;
import static io.asktell.server.http.HttpRig.json;
import static io.asktell.server.http.ServerRig.STUDIES;
import static io.asktell.server.http.ServerRig.header;
import static io.asktell.server.http.ServerRig.names;
import static io.asktell.server.http.ServerRig.ok;
import static io.asktell.server.http.ServerRig.refusal;
import static io.asktell.server.http.ServerRig.trial;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What plots are drawn from, on the real server. */
final class PlotsIT {
    private static final String SPACE =
            "[{'type':'float','name':'x','low':0,'high':1},{'type':'float','name':'y','low':0.001,'high':1,'log':true},"
                    + "{'type':'categorical','name':'kind','choices':['a','b',null]}]";
    private static final int MANY = 20_000;

    private static ServerRig rig;

    @BeforeAll
    static void start() {
        rig = ServerRig.start();
        make("small", "'minimize'");
        tell("small", "3");
        tell("small", "1");
        tell("small", "'inf'");
        int pruned = ask("small");
        ok(200, rig.post(trial("small", pruned) + "/report", "{'values':{'1':0.5,'2':'-inf'}}"));
        ok(200, rig.post(trial("small", pruned) + "/prune"));
        ok(200, rig.post(trial("small", ask("small")) + "/fail", "{'reason':'x'}"));
        ok(200, rig.post(STUDIES + "/small/trials/suggest", "{'worker':'w1','lease_seconds':600}"));
        make("pair", "['minimize','maximize']");
        tell("pair", "[1,1]");
        tell("pair", "[2,2]");
        tell("pair", "[3,1]");
        ok(201, importing(many()));
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    private static void make(String name, String direction) {
        ok(
                201,
                rig.post(
                        STUDIES,
                        "{'name':'" + name + "','direction':" + direction + ",'sampler':'random','pruner':'none',"
                                + "'sampler_options':{'seed':1},'search_space':" + SPACE + "}"));
    }

    private static int ask(String study) {
        return rig.ask(study).get("trial_id").intValue();
    }

    private static void tell(String study, String values) {
        ok(200, rig.post(trial(study, ask(study)) + "/complete", "{'values':" + values + "}"));
    }

    private static HttpResponse<String> importing(String file) {
        return rig.send(rig.request(STUDIES + "/import")
                .header("Content-Type", "application/jsonl")
                .POST(BodyPublishers.ofString(file)));
    }

    /** An export of many trials whose value is best at x = 0.5. */
    private static String many() {
        var random = new Random(1);
        var start = Instant.parse("2026-01-01T00:00:00Z");
        var file = new StringBuilder(
                "{'study':{'format':1,'definition':{'name':'many','direction':'minimize','sampler':'random','pruner':'none',"
                        + "'search_space':" + SPACE + "}}}\n");
        for (int n = 0; n < MANY; n++) {
            double x = random.nextDouble();
            double y = 0.001 + 0.9 * random.nextDouble();
            boolean pruned = random.nextInt(10) == 0;
            String told = pruned
                    ? "'state':'PRUNED','intermediate_values':{'1':" + x + "}"
                    : "'state':'COMPLETE','values':[" + Math.abs(x - 0.5) + "]";
            file.append(String.format(
                    Locale.ROOT,
                    "{'trial':{'trial_id':%d,%s,'params':{'x':%s,'y':%s,'kind':'a'},'worker':'w%d','datetime_start':'%s','datetime_complete':'%s'}}%n",
                    n,
                    told,
                    x,
                    y,
                    n % 4,
                    start.plusSeconds(n),
                    start.plusSeconds(n + 4)));
        }
        return file.toString().replace('\'', '"');
    }

    private static String path(String study, String kind) {
        return STUDIES + "/" + study + "/plots/" + kind;
    }

    private static JsonNode plot(String study, String kind) {
        return ok(200, rig.get(path(study, kind)));
    }

    @Test
    void history_hasPointsBestStepsAndCounts() {
        var plot = plot("small", "history");

        assertThat(names(plot))
                .startsWith("version", "trials", "total", "shown")
                .contains("points", "best", "best_total", "buckets");
        assertThat(plot.get("points").toString()).isEqualTo("[[0,3.0,true],[1,1.0,true]]");
        assertThat(plot.get("best").toString()).isEqualTo("[[0,3.0],[1,1.0]]");
        assertThat(plot.get("not_finite").asInt()).isEqualTo(1);
        assertThat(plot.get("trials").asInt()).isEqualTo(6);
        assertThat(plot.get("buckets").get(3).toString()).isEqualTo("[3,3,0,1,0,0]");
        assertThat(plot("pair", "history?objective=1").get("direction").asText())
                .isEqualTo("maximize");
    }

    @Test
    void overParameters_axesAreDescribed() {
        var slice = plot("small", "slice?param=y");
        var parallel = plot("small", "parallel?params=kind&params=x");

        assertThat(slice.get("axis").toString())
                .isEqualTo(
                        "{\"name\":\"y\",\"type\":\"float\",\"scale\":\"log\",\"low\":0.001,\"high\":1.0,\"choices\":null}");
        assertThat(slice.get("points")).hasSize(2);
        assertThat(slice.get("points").get(1)).hasSize(4);
        assertThat(parallel.get("axes").get(0).get("choices").toString()).isEqualTo("[\"a\",\"b\",null]");
        assertThat(parallel.get("rows").get(0).get(0).asInt()).isEqualTo(1);
        assertThat(parallel.get("rows").get(0).get(3)).hasSize(2);
        assertThat(plot("small", "contour?x=x&y=y").get("grid").get("values")).hasSize(40);
        assertThat(plot("small", "rank?x=x&y=kind").get("points").get(0).get(2).asDouble())
                .isEqualTo(1);
    }

    @Test
    void edf_comparesStudies() {
        var plot = plot("small", "edf?study=many&study=small");

        assertThat(plot.get("curves").findValuesAsText("study")).containsExactly("small", "many");
        assertThat(plot.get("curves").get(0).get("steps").get(2).get(0).asText())
                .isEqualTo("inf");
        assertThat(plot.get("curves").get(1).get("steps")).hasSize(200);
    }

    @Test
    void intermediate_andTimeline_haveTrialsThatRanOrReported() {
        var reported = plot("small", "intermediate");
        var timeline = plot("small", "timeline?limit=2");

        assertThat(reported.get("curves").get(0).get("state").asText()).isEqualTo("PRUNED");
        assertThat(reported.get("curves").get(0).get("steps").toString()).isEqualTo("[[1,0.5],[2,\"-inf\"]]");
        assertThat(timeline.get("total").asInt()).isEqualTo(6);
        assertThat(timeline.get("spans").findValuesAsText("number")).containsExactly("4", "5");
        assertThat(timeline.get("spans").get(1).get("worker").asText()).isEqualTo("w1");
        assertThat(timeline.get("spans").get(1).get("end").isNull()).isTrue();
        assertThat(plot("many", "timeline")
                        .get("buckets")
                        .get(50)
                        .get("running")
                        .asDouble())
                .isCloseTo(4, within(0.05));
    }

    @Test
    void pareto_hasFrontAndHypervolume_summaryWhatAHeadShows() {
        var pareto = plot("pair", "pareto");
        var summary = plot("small", "summary");

        assertThat(pareto.get("front").toString()).isEqualTo("[[0,[1.0,1.0],true],[1,[2.0,2.0],true]]");
        assertThat(pareto.get("dominated")).hasSize(1);
        assertThat(pareto.at("/hypervolume/steps")).hasSize(3);
        assertThat(summary.at("/study/trial_counts/PRUNED").asInt()).isEqualTo(1);
        assertThat(summary.at("/study/best_value").asDouble()).isEqualTo(1);
        assertThat(summary.get("best").findValuesAsText("trial_id")).containsExactly("1", "0");
        assertThat(summary.at("/best/0/params").has("kind")).isTrue();
        assertThat(summary.get("workers_active").asInt()).isEqualTo(1);
        assertThat(summary.get("running").asInt()).isEqualTo(1);
        assertThat(summary.get("finished_per_minute").asDouble()).isEqualTo(0.5);
        assertThat(Instant.parse(summary.get("updated_at").asText())).isAfter(Instant.parse("2026-01-02T00:00:00Z"));
        assertThat(plot("many", "summary").get("finished_per_minute").asDouble())
                .as("they were imported, and ended long ago")
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"history", "slice?param=x", "parallel", "contour?x=x&y=y", "rank?x=x&y=y", "edf", "intermediate"
            })
    void unchangedStudy_is304_untilItChanges(String kind) {
        var name = "still-" + kind.replaceAll("\\W.*", "");
        make(name, "'minimize'");
        tell(name, "1");
        var first = rig.get(path(name, kind));
        var tag = header(first, "ETag");

        var again = rig.send(rig.request(path(name, kind)).header("If-None-Match", tag));
        tell(name, "2");
        var changed = rig.send(rig.request(path(name, kind)).header("If-None-Match", tag));

        assertThat(tag).matches("\"[\\w.-]+\"");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(header(changed, "ETag")).isNotEqualTo(tag);
        assertThat(json(changed).get("version")).isNotEqualTo(json(first).get("version"));
        assertThat(json(changed).get("trials").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "small/plots/history?points=9 | 422 invalid points",
                "small/plots/history?points=20001 | 422 invalid points",
                "small/plots/history?points=many | 400 malformed_query",
                "small/plots/history?objective=1 | 422 invalid objective",
                "small/plots/history?objective=-1 | 422 invalid objective",
                "small/plots/slice | 422 invalid param",
                "small/plots/slice?param=none | 422 invalid param",
                "small/plots/parallel?params=none | 422 invalid params",
                "small/plots/contour?x=x | 422 invalid y",
                "small/plots/contour?x=x&y=x | 422 invalid y",
                "small/plots/rank?x=none&y=x | 422 invalid x",
                "small/plots/edf?study=none | 404 study_not_found",
                "small/plots/edf?study=%00 | 400 malformed_query",
                "small/plots/edf?study=1&study=2&study=3&study=4&study=5&study=6&study=7&study=8&study=9&study=10 | 422 invalid study",
                "small/plots/intermediate?limit=501 | 422 invalid limit",
                "small/plots/timeline?limit=0 | 422 invalid limit",
                "small/plots/pareto | 400 not_multi_objective",
                "small/plots/pie | 404 not_found",
                "none/plots/history | 404 study_not_found",
                "none/plots/summary | 404 study_not_found"
            })
    void badInput_isSaid(String path, String refusal) {
        assertThat(refusal(rig.get(STUDIES + "/" + path))).isEqualTo(refusal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "history",
                "slice?param=x",
                "parallel",
                "contour?x=x&y=y",
                "rank?x=x&y=y",
                "edf",
                "intermediate",
                "timeline",
                "summary"
            })
    void manyTrials_areFewBytes_andMoreOfThemNotMore(String kind) {
        var answer = rig.get(path("many", kind));
        var plot = ok(200, answer);

        assertThat(answer.body().length()).isLessThan(250_000);
        assertThat(plot.get("trials").asInt()).isEqualTo(MANY);
        if (plot.has("shown") && !kind.equals("edf")) {
            assertThat(plot.get("shown").asInt())
                    .isLessThan(plot.get("total").asInt())
                    .isLessThanOrEqualTo(2_000);
        }
    }

    @Test
    void points_areWhatWasAskedFor_andThoseOfAnUnchangedStudyTheSame() {
        for (var kind : List.of("history", "slice?param=x", "parallel", "rank?x=x&y=y")) {
            var path = path("many", kind + (kind.contains("?") ? "&" : "?") + "points=300");

            var plot = ok(200, rig.get(path));

            assertThat(plot.get("shown").asInt()).as(kind).isBetween(250, 300);
            assertThat(ok(200, rig.get(path))).isEqualTo(plot);
        }
    }

    @Test
    void trials_areListedInTheOrderOfAParameter() {
        var descending = rig.get(STUDIES + "/many/trials?order=-x&limit=3&state=COMPLETE");
        var values = ok(200, descending).findValues("x").stream()
                .map(JsonNode::asDouble)
                .toList();

        assertThat(values).isSortedAccordingTo((a, b) -> Double.compare(b, a)).allMatch(x -> x > 0.99);
        assertThat(Integer.parseInt(header(descending, "X-Total-Count"))).isBetween(17_500, 18_500);
        assertThat(code(rig.get(STUDIES + "/many/trials?order=-z"))).isEqualTo("400 malformed_query");
    }

    @Test
    void importance_isComputedOnce_forAVersion() {
        var first = rig.get(STUDIES + "/many/importance");

        assertThat(ok(200, first).at("/importances/x").asDouble()).isGreaterThan(0.9);
        assertThat(rig.get(STUDIES + "/many/importance").body()).isEqualTo(first.body());
    }

    @Test
    void plots_needTheScopeToRead() {
        var key = rig.key("tool-eval:read");

        assertThat(rig.send(rig.as(key, path("small", "history"))).statusCode()).isEqualTo(403);
        assertThat(rig.send(rig.as(rig.key("tuner:read"), path("small", "history")))
                        .statusCode())
                .isEqualTo(200);
    }
}
