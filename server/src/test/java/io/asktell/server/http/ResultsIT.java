package io.asktell.server.http;

import static io.asktell.server.http.HttpRig.json;
import static io.asktell.server.http.ServerRig.header;
import static io.asktell.server.http.ServerRig.ok;
import static io.asktell.server.http.ServerRig.refusal;
import static io.asktell.server.http.TuneRig.MODELS;
import static io.asktell.server.http.TuneRig.TUNES;
import static io.asktell.server.http.TuneRig.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.reference.ReferenceModelOptions;
import io.asktell.reference.ReferenceModelServer;
import io.asktell.tooleval.SampleSuite;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a finished tune is good for: its combinations, runs, exports, profiles and comparisons. */
final class ResultsIT {
    private static final String PROFILES = "/api/tool-eval/profiles";
    private static final String COMPARE = "/api/tool-eval/compare";
    private static final int CASES = SampleSuite.load().cases().size();

    private static ServerRig server;
    private static ReferenceModelServer model;
    private static TuneRig rig;
    private static String suite;
    private static String job;
    private static String small;

    @BeforeAll
    static void start() {
        server = ServerRig.start("ASKTELL_EMBEDDED_WORKERS", "2");
        model = ReferenceModelServer.start(ReferenceModelOptions.defaults().withSeed(1));
        rig = new TuneRig(server).model("lexical-1", model.baseUri());
        suite = rig.sampleSuite();
        job = rig.start("{'suite_id':'" + suite + "','models':['lexical-1'],'optimization_mode':'grid','repeats':2,"
                + "'search_space':{'temperature':{'min':0,'max':2,'step':1},'tool_choice':['auto','required']}}");
        small = rig.start("{'suite_id':'" + rig.suite(TuneRig.SMALL_SUITE) + "','models':['lexical-1'],"
                + "'optimization_mode':'grid','search_space':{'temperature':[0]}}");
        rig.awaitEnd(job);
        rig.awaitEnd(small);
    }

    @AfterAll
    static void stop() {
        server.close();
        model.close();
    }

    private static JsonNode combos(String order) {
        return ok(200, server.get(TUNES + "/" + job + "/combos?order=" + order));
    }

    private static JsonNode best() {
        return rig.find(job).get("best");
    }

    @ParameterizedTest
    @ValueSource(strings = {"score", "latency_ms", "number", "pass_rate"})
    void combos_areOrdered_byFigure_bothWays(String figure) {
        var ascending = figure.equals("pass_rate") ? "passed" : figure.equals("number") ? "trial_id" : figure;
        List<Double> up = doubles(combos(figure), ascending);

        assertThat(up).hasSize(6).isSorted();
        assertThat(doubles(combos("-" + figure), ascending)).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void combos_areOrdered_byParameter_andPaged() {
        var all = combos("-temperature");

        assertThat(StreamSupport.stream(all.spliterator(), false)
                        .map(combo -> combo.at("/params/temperature").asInt()))
                .containsExactly(2, 2, 1, 1, 0, 0);
        assertThat(combos("tool_choice").get(0).at("/params/tool_choice").asText())
                .isEqualTo("auto");
        var page = server.get(TUNES + "/" + job + "/combos?order=-temperature&limit=2&offset=2");
        assertThat(header(page, "X-Total-Count")).isEqualTo("6");
        assertThat(json(page).get(0)).isEqualTo(all.get(2));
        assertThat(refusal(server.get(TUNES + "/" + job + "/combos?order=colour")))
                .isEqualTo("400 malformed_query");
    }

    @Test
    void combos_ofOneModel_leaveTheOthersOut() {
        assertThat(combos("number&model=lexical-1")).hasSize(6);
        assertThat(combos("number&model=another")).isEmpty();
    }

    private static List<Double> doubles(JsonNode combos, String field) {
        return combos.findValues(field).stream().map(JsonNode::asDouble).toList();
    }

    @Test
    void combo_isShown_caseByCase_withStatistics() {
        var best = best();

        var detail = ok(
                200,
                server.get(TUNES + "/" + job + "/combos/" + best.get("combo_id").asText()));

        assertThat(detail.get("combo")).isEqualTo(best);
        assertThat(detail.get("cases")).hasSize(2 * CASES);
        var sample = SampleSuite.load().cases().get(0);
        var first = detail.at("/cases/0");
        assertThat(first.get("case_id").asText()).isEqualTo(sample.id());
        assertThat(first.get("prompt").asText()).isEqualTo(sample.prompt());
        assertThat(first.get("expected")).hasSize(sample.expectedCalls().size());
        assertThat(first.get("actual").isArray()).isTrue();
        assertThat(first.get("latency_ms").isNumber()).isTrue();
        assertThat(detail.at("/cases/1/repeat").asInt()).isEqualTo(1);
        var statistics = detail.get("statistics");
        assertThat(statistics.get("n").asInt()).isEqualTo(CASES);
        assertThat(statistics.get("total").asInt()).isEqualTo(2 * CASES);
        assertThat(statistics.get("passed").asInt())
                .isEqualTo(best.get("passed").asInt());
        assertThat(statistics.get("pass_at_k")).hasSize(2);
        assertThat(statistics.at("/pass_rate_interval/0").asDouble())
                .isLessThan(statistics.get("pass_rate").asDouble());
        assertThat(statistics.get("by_category")).isNotEmpty();
        assertThat(ok(
                        200,
                        server.get("/api/tool-eval/runs/" + best.get("run_id").asText())))
                .isEqualTo(detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0-99", "7-0", "x", "0-", "0-99999999999"})
    void combo_thatIsNotThere_is404(String id) {
        assertThat(refusal(server.get(TUNES + "/" + job + "/combos/" + id))).isEqualTo("404 combo_not_found");
        assertThat(refusal(server.get("/api/tool-eval/runs/" + job + "-" + id))).isEqualTo("404 run_not_found");
    }

    @Test
    void history_isFiltered() {
        assertThat(total("")).isEqualTo(2);
        assertThat(total("?suite_id=" + suite)).isEqualTo(1);
        assertThat(total("?model=lexical-1&status=completed&mode=grid")).isEqualTo(2);
        assertThat(total("?model=other")).isZero();
        assertThat(total("?status=failed")).isZero();
        assertThat(total("?mode=random")).isZero();
        assertThat(refusal(server.get(TUNES + "?status=odd"))).isEqualTo("400 malformed_query");
        assertThat(refusal(server.get(TUNES + "?mode=odd"))).isEqualTo("400 malformed_query");
    }

    private static int total(String query) {
        var answer = server.get(TUNES + query);
        assertThat(ok(200, answer)).hasSize(Integer.parseInt(header(answer, "X-Total-Count")));
        return json(answer).size();
    }

    @Test
    void export_isJson_csv_orAPage() {
        var exported = ok(200, server.get(TUNES + "/" + job + "/export"));
        assertThat(exported.at("/tune/job_id").asText()).isEqualTo(job);
        assertThat(exported.get("combos")).isEqualTo(rig.combos(job));
        assertThat(exported.get("importance")).isEqualTo(ok(200, server.get(TUNES + "/" + job + "/importance")));
        assertThat(exported.at("/best_run/statistics/by_category")).isNotEmpty();

        var csv = server.get(TUNES + "/" + job + "/export?format=csv");
        assertThat(header(csv, "Content-Type")).startsWith("text/csv");
        assertThat(csv.body().lines()).hasSize(7);
        assertThat(csv.body()).contains("params_temperature").contains("required");

        var page = server.get(TUNES + "/" + job + "/export?format=html");
        assertThat(header(page, "Content-Type")).startsWith("text/html");
        assertThat(page.body())
                .contains("<svg", "<circle", "tool_choice", "class=\"line\"", "class=\"bar\"", "by category")
                .doesNotContain("<script", "http://", "https://");
        assertThat(refusal(server.get(TUNES + "/" + job + "/export?format=xml")))
                .isEqualTo("400 malformed_query");
        assertThat(refusal(server.get(TUNES + "/none/export"))).isEqualTo("404 job_not_found");
    }

    @Test
    void importance_isToldByModel() {
        var told = ok(200, server.get(TUNES + "/" + job + "/importance"));

        assertThat(told).hasSize(1);
        assertThat(told.at("/0/model").asText()).isEqualTo("lexical-1");
        assertThat(told.at("/0/importances/temperature").asDouble()
                        + told.at("/0/importances/tool_choice").asDouble())
                .isCloseTo(1, within());
        assertThat(ok(200, server.get(TUNES + "/" + small + "/importance"))
                        .at("/0/detail")
                        .asText())
                .contains("at least 2 completed trials");
        assertThat(refusal(server.get(TUNES + "/" + job + "/importance?method=luck")))
                .isEqualTo("422 invalid method");
        assertThat(refusal(server.get(TUNES + "/" + job + "/importance?target_idx=1")))
                .isEqualTo("422 invalid target_idx");
    }

    @Test
    void pareto_hasWhatNoOtherDominates() {
        assertThat(refusal(server.get(TUNES + "/" + job + "/pareto"))).isEqualTo("400 not_multi_objective");
        var two = rig.start("{'suite_id':'" + suite + "','models':['lexical-1'],'optimization_mode':'grid',"
                + "'objective':['score','latency_ms'],'search_space':{'temperature':[0,1,2]}}");
        rig.awaitEnd(two);

        var front = ok(200, server.get(TUNES + "/" + two + "/pareto"));

        assertThat(front).isNotEmpty();
        for (var combo : rig.combos(two)) {
            boolean dominated = false;
            for (var other : front) {
                dominated |=
                        other.at("/value/0").asDouble() > combo.at("/value/0").asDouble()
                                && other.at("/value/1").asDouble()
                                        < combo.at("/value/1").asDouble();
            }
            boolean there = front.findValuesAsText("run_id")
                    .contains(combo.get("run_id").asText());
            assertThat(there && dominated).as(combo.toString()).isFalse();
        }
        assertThat(ok(200, server.get(TUNES + "/" + two + "/export")).get("pareto"))
                .isEqualTo(front);
        assertThat(server.get(TUNES + "/" + two + "/export?format=csv")
                        .body()
                        .lines()
                        .filter(line -> line.endsWith(",true")))
                .hasSize(front.size());
    }

    @Test
    void best_becomesAProfile_andTheModelsValues() {
        var best = best();
        var saved = ok(201, server.post(TUNES + "/" + job + "/save-profile", "{'name':'found'}"));
        assertThat(saved.get("model").asText()).isEqualTo("lexical-1");
        assertThat(saved.get("run_id")).isEqualTo(best.get("run_id"));
        assertThat(saved.at("/params/temperature").asDouble())
                .isEqualTo(best.at("/params/temperature").asDouble());
        assertThat(refusal(server.post(TUNES + "/" + job + "/save-profile", "{'name':'found'}")))
                .isEqualTo("409 name_taken");
        assertThat(refusal(server.post(TUNES + "/" + job + "/save-profile", "{}")))
                .isEqualTo("422 invalid name");
        assertThat(refusal(server.post(TUNES + "/" + job + "/save-profile", "{'name':'y','combo_id':'9-9'}")))
                .isEqualTo("404 combo_not_found");

        var applied = ok(200, server.post(TUNES + "/" + job + "/apply"));
        assertThat(applied.at("/current_values/temperature").asDouble())
                .isEqualTo(best.at("/params/temperature").asDouble());
        assertThat(ok(200, server.get(MODELS + "/lexical-1/config")).get("current_values"))
                .isEqualTo(applied.get("current_values"));

        var made = ok(200, server.post(TUNES + "/" + job + "/apply?profile=made"));
        var again = ok(200, server.post(TUNES + "/" + job + "/apply?profile=made&combo_id=0-0"));
        assertThat(again.get("id")).isEqualTo(made.get("id"));
        assertThat(again.get("run_id").asText()).isEqualTo(job + "-0-0");
    }

    @Test
    void compare_isPairedByCase() {
        var combos = combos("score");
        var worst = combos.get(0).get("run_id").asText();
        var best = combos.get(combos.size() - 1).get("run_id").asText();

        var answer = ok(200, server.post(COMPARE, "{'a':{'run_id':'" + worst + "'},'b':{'job_id':'" + job + "'}}"));

        assertThat(answer.get("n").asInt()).isEqualTo(CASES);
        assertThat(answer.at("/score/difference").asDouble())
                .isEqualTo(
                        answer.at("/score/b").asDouble() - answer.at("/score/a").asDouble(), within());
        assertThat(answer.at("/score/test").asText()).isEqualTo("wilcoxon");
        assertThat(answer.at("/pass_rate/test").asText()).isEqualTo("mcnemar");
        boolean significant = answer.at("/score/p_value").asDouble() < 0.05
                && answer.at("/score/interval/0").asDouble() > 0;
        assertThat(answer.get("verdict").asText()).isEqualTo(significant ? "b" : "no significant difference");
        assertThat(answer.at("/b/run_id").asText())
                .isEqualTo(rig.find(job).at("/best/run_id").asText());

        var same = ok(200, server.post(COMPARE, "{'a':{'run_id':'" + best + "'},'b':{'run_id':'" + best + "'}}"));
        assertThat(same.get("verdict").asText()).isEqualTo("no significant difference");
        assertThat(same.at("/score/p_value").asDouble()).isEqualTo(1);
        assertThat(same.get("cases")).isEmpty();
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-9);
    }

    @Test
    void compare_ofWhatCannotBe_isRefused() {
        assertThat(refusal(server.post(COMPARE, "{'a':{'job_id':'" + job + "'},'b':{'job_id':'" + small + "'}}")))
                .isEqualTo("409 suites_differ");
        var profile = ok(201, server.post(PROFILES, "{'name':'bare','model':'lexical-1','params':{'temperature':1}}"));
        assertThat(refusal(server.post(
                        COMPARE,
                        "{'a':{'profile_id':'" + profile.get("id").asText() + "'},'b':{'job_id':'" + job + "'}}")))
                .isEqualTo("409 profile_not_evaluated");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                                  | 422 invalid a,b",
                "{'a':{},'b':{'job_id':'x','run_id':'y'}}                            | 422 invalid a,b",
                "{'a':{'job_id':'x'},'b':{'job_id':'x'},'metric':'luck'}             | 422 invalid metric",
                "{'a':{'job_id':'x'},'b':{'job_id':'x'}}                             | 404 job_not_found",
                "{'a':{'run_id':'x'},'b':{'job_id':'x'}}                             | 404 run_not_found",
                "{'a':{'profile_id':'x'},'b':{'job_id':'x'}}                         | 404 profile_not_found",
            })
    void compare_ofNonsense_isNamed(String body, String expected) {
        assertThat(refusal(server.post(COMPARE, body))).isEqualTo(expected);
    }

    @Test
    void comparison_namesBothParams() {
        var answer = ok(200, server.post(COMPARE, "{'a':{'job_id':'" + job + "'},'b':{'job_id':'" + job + "'}}"));

        assertThat(answer.at("/a/params")).isEqualTo(best().get("params"));
        assertThat(answer.at("/a")).isEqualTo(answer.at("/b"));
        assertThat(answer.get("score").get("interval")).isEqualTo(read("[0.0,0.0]"));
    }

    @Test
    void judge_saysWhatItThinks_andUnparsableOnesAreToldApart() {
        assertThat(refusal(server.get(TUNES + "/" + small + "/judge"))).isEqualTo("404 report_not_found");
        assertThat(rig.find(small).get("judge_status").isNull()).isTrue();
        assertThat(refusal(server.post(TUNES + "/" + small + "/judge", "{}"))).isEqualTo("422 invalid model");
        try (var judge = new ScriptedTarget(ResultsIT::judgement)) {
            rig.model("judge", judge.baseUri());
            var started = ok(202, server.post(TUNES + "/" + small + "/judge", "{'model':'judge'}"));
            assertThat(started.get("planned").asInt()).isEqualTo(2);

            var report = awaitReport(small);

            assertThat(report.get("status").asText()).as(report.toString()).isEqualTo("completed");
            assertThat(report.get("incorrect").asInt() + report.get("correct").asInt())
                    .isEqualTo(1);
            assertThat(report.get("unparsable").asInt()).isEqualTo(1);
            assertThat(report.get("verdicts").findValuesAsText("reason")).contains("It is off.", "Hello.");
        }
    }

    @Test
    void judge_ofTheStart_judgesTheCompletedTune() {
        try (var judge = new ScriptedTarget(ResultsIT::judgement)) {
            rig.model("wished", judge.baseUri());
            var tune = rig.start("{'suite_id':'" + rig.suite(TuneRig.SMALL_SUITE) + "','models':['lexical-1'],"
                    + "'optimization_mode':'grid','search_space':{'temperature':[0]},"
                    + "'judge':{'model':'wished','criteria':'Politeness.'}}");
            rig.awaitEnd(tune);

            var report = awaitReport(tune);

            assertThat(report.get("status").asText()).as(report.toString()).isEqualTo("completed");
            assertThat(report.get("run_id")).isEqualTo(rig.find(tune).get("best_run_id"));
            assertThat(report.get("model").asText()).isEqualTo("wished");
            assertThat(rig.find(tune).get("judge_status").asText()).isEqualTo("completed");
            assertThat(rig.find(tune).get("judge").toString())
                    .isEqualTo("{\"model\":\"wished\",\"criteria\":\"Politeness.\"}");
            assertThat(rig.find(tune).get("reuse_results").asBoolean()).isFalse();
        }
    }

    private static ScriptedTarget.Reply judgement(int call) {
        return call > 0
                ? ScriptedTarget.Reply.TEXT
                : new ScriptedTarget.Reply(
                        200,
                        Map.of(),
                        "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"{\\\"verdict\\\":\\\"incorrect\\\","
                                + "\\\"reason\\\":\\\"It is off.\\\"}\"},\"finish_reason\":\"stop\"}]}");
    }

    private static JsonNode awaitReport(String tune) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        var answer = server.get(TUNES + "/" + tune + "/judge");
        while (answer.statusCode() == 404 || json(answer).get("status").asText().equals("running")) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            answer = server.get(TUNES + "/" + tune + "/judge");
        }
        return ok(200, answer);
    }
}
