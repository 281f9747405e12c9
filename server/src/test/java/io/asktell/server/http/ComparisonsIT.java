package io.asktell.server.http;

import static io.asktell.server.http.ServerRig.ok;
import static io.asktell.server.http.ServerRig.refusal;
import static io.asktell.server.http.TuneRig.TUNES;
import static io.asktell.server.http.TuneRig.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.server.http.ScriptedTarget.Reply;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Comparisons of configurations that nobody has evaluated yet. */
final class ComparisonsIT {
    private static final String COMPARE = "/api/tool-eval/compare";
    private static final int CASES = 12;

    private static ServerRig server;
    private static ScriptedTarget model;
    private static TuneRig rig;
    private static String suite;

    @BeforeAll
    static void start() {
        server = ServerRig.start("ASKTELL_EMBEDDED_WORKERS", "2", "MAX_ACTIVE_TUNES", "100");
        model = new ScriptedTarget(ComparisonsIT::reply);
        rig = new TuneRig(server).model("first", model.baseUri()).model("second", model.baseUri());
        suite = rig.suite(manyCases());
    }

    @AfterAll
    static void stop() {
        server.close();
        model.close();
    }

    /** Right with temperature 0, and wrong with anything else; without an answer for those that ask for 2. */
    private static Reply reply(int call, String body) {
        double temperature = ServerRig.tree(body).path("temperature").asDouble(-1);
        if (temperature == 2) {
            return Reply.refusal(400, "too hot");
        }
        return temperature == 0
                ? new Reply(
                        200,
                        Map.of(),
                        "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c\","
                                + "\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"arguments\":"
                                + "\"{\\\"city\\\":\\\"Oslo\\\"}\"}}]},\"finish_reason\":\"tool_calls\"}]}")
                : Reply.TEXT;
    }

    private static String manyCases() {
        var suite = read(TuneRig.SMALL_SUITE).deepCopy();
        var cases = ((ObjectNode) suite).putArray("cases");
        var sample = read(TuneRig.SMALL_SUITE).at("/cases/0");
        for (int i = 0; i < CASES; i++) {
            var each = (ObjectNode) sample.deepCopy();
            cases.add(each.put("id", "case" + i));
        }
        return suite.toString();
    }

    private static String start(String a, String b, String more) {
        return ok(202, post(a, b, more)).get("job_id").asText();
    }

    private static HttpResponse<String> post(String a, String b, String more) {
        return server.post(COMPARE, "{'suite_id':'" + suite + "','model':'first','a':" + a + ",'b':" + b + more + "}");
    }

    private static JsonNode verdict(String job) {
        rig.awaitEnd(job);
        return ok(200, server.get(COMPARE + "/" + job));
    }

    @Test
    void betterParams_areFound_onTheSameCasesAndRepeats() {
        var started = ok(
                202,
                post(
                        "{'params':{'temperature':1}}",
                        "{'params':{'temperature':0,'top_p':0.5}}",
                        ",'repeats':2,'seed':7"));
        assertThat(started.get("total_combos").asInt()).isEqualTo(2);
        assertThat(started.get("total_evaluations").asInt()).isEqualTo(2 * 2 * CASES);
        var job = started.get("job_id").asText();

        var verdict = verdict(job);

        assertThat(verdict.get("verdict").asText()).as(verdict.toString()).isEqualTo("b");
        assertThat(verdict.get("n").asInt()).isEqualTo(CASES);
        assertThat(verdict.at("/a/params")).isEqualTo(read("{'temperature':1}"));
        assertThat(verdict.at("/b/params")).isEqualTo(read("{'temperature':0,'top_p':0.5}"));
        assertThat(verdict.at("/score/difference").asDouble()).isEqualTo(1);
        var tune = rig.find(job);
        assertThat(tune.get("optimization_mode").asText()).isEqualTo("compare");
        assertThat(tune.get("completed_evaluations").asInt()).isEqualTo(2 * 2 * CASES);
        assertThat(tune.get("percent").asDouble()).isEqualTo(100);
        assertThat(rig.combos(job)).hasSize(2);
        assertThat(ok(200, server.get(TUNES + "?mode=compare")).findValuesAsText("job_id"))
                .contains(job);
        var again = ok(
                200,
                server.post(
                        COMPARE,
                        "{'a':{'job_id':'" + job + "','combo_id':'0-1'},'b':{'job_id':'" + job
                                + "','combo_id':'0-0'}}"));
        assertThat(again.get("verdict").asText()).isEqualTo("a");
    }

    @Test
    void twoModels_mayHaveTheirDefaults() {
        var verdict = verdict(start("{}", "{'model':'second'}", ",'repeats':1"));

        assertThat(verdict.get("verdict").asText()).isEqualTo("no significant difference");
        assertThat(verdict.at("/a/model").asText()).isEqualTo("first");
        assertThat(verdict.at("/b/model").asText()).isEqualTo("second");
        assertThat(verdict.at("/a/params")).isEmpty();
    }

    @Test
    void profile_thatWasNeverEvaluated_isEvaluated() {
        var profile = ok(
                        201,
                        server.post(
                                "/api/tool-eval/profiles",
                                "{'name':'cold','model':'first','params':{'temperature':0}}"))
                .get("id")
                .asText();

        var verdict = verdict(start("{'profile_id':'" + profile + "'}", "{}", ",'repeats':1,'metric':'pass_rate'"));

        assertThat(verdict.get("verdict").asText()).isEqualTo("a");
        assertThat(verdict.get("metric").asText()).isEqualTo("pass_rate");
    }

    @Test
    void sideThatFails_leavesNoVerdict() {
        var job = start("{'params':{'temperature':2}}", "{'params':{'temperature':0}}", "");
        rig.awaitEnd(job);

        var answer = server.get(COMPARE + "/" + job);

        assertThat(refusal(answer)).isEqualTo("409 comparison_failed");
        assertThat(rig.combos(job).findValuesAsText("status")).contains("FAIL");
    }

    @Test
    void verdict_beforeTheEnd_isAConflict() {
        try (var idle = ServerRig.start()) {
            var quiet = new TuneRig(idle).model("first", model.baseUri());
            var small = quiet.suite(TuneRig.SMALL_SUITE);
            var job = ok(
                            202,
                            idle.post(
                                    COMPARE,
                                    "{'suite_id':'" + small
                                            + "','model':'first','a':{},'b':{'params':{'temperature':0}}}"))
                    .get("job_id")
                    .asText();

            assertThat(refusal(idle.get(COMPARE + "/" + job))).isEqualTo("409 comparison_running");
            assertThat(quiet.await(job, tune -> tune.get("status").asText().equals("running"))
                            .get("detail")
                            .asText())
                    .contains("worker");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'params':{'temperature':1}}   | {'params':{'temperature':1.0}}         |                    | 422 invalid b",
                "{}                             | {'params':{'no_such':1}}               |                    | 422 invalid b",
                "{'params':{'temperature':[1]}} | {}                                     |                    | 422 invalid a.params.temperature",
                "{'params':3}                   | {'params':{'messages':1}}              |                    | 422 invalid a.params,b.params.messages",
                "{}                             | {'model':'third'}                      |                    | 422 invalid b.model",
                "{}                             | {'params':{},'run_id':'x'}             |                    | 422 invalid b",
                "{}                             | {'run_id':'x'}                         |                    | 404 run_not_found",
                "{}                             | {'params':{'top_p':1},'combo_id':'x'}  |                    | 422 invalid b.combo_id",
                "{}                             | {'params':{'top_p':0.5}}               | ,'repeats':21      | 422 invalid repeats",
                "{}                             | {'params':{'top_p':0.5}}               | ,'metric':'luck'   | 422 invalid metric",
            })
    void nonsense_isNamed(String a, String b, String more, String expected) {
        assertThat(refusal(post(a, b, more == null ? "" : more))).isEqualTo(expected);
    }

    @Test
    void params_needASuite() {
        assertThat(refusal(server.post(COMPARE, "{'model':'first','a':{},'b':{'params':{'top_p':0.5}}}")))
                .isEqualTo("422 invalid suite_id");
        assertThat(refusal(server.get(COMPARE + "/none"))).isEqualTo("404 comparison_not_found");
    }
}
