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

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reading trials back: one, lists by state, pages, order, CSV. */
final class TrialsIT {
    private static ServerRig rig;

    @BeforeAll
    static void start() {
        rig = ServerRig.start();
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    void trials_areFilteredOrderedAndPaged() {
        rig.study("listed", "");
        double[] values = {0.3, 0.1, 0.9, 0.5};
        for (double value : values) {
            rig.tell("listed", Double.toString(value));
        }
        rig.ask("listed");
        String path = STUDIES + "/listed/trials";

        assertThat(numbers(path)).containsExactly(0, 1, 2, 3, 4);
        assertThat(numbers(path + "?state=RUNNING")).containsExactly(4);
        assertThat(numbers(path + "?state=COMPLETE&order=value")).containsExactly(1, 0, 3, 2);
        assertThat(numbers(path + "?order=-value&limit=2")).containsExactly(2, 3);
        assertThat(numbers(path + "?limit=2&offset=3")).containsExactly(3, 4);
        var page = rig.get(path + "?limit=2");
        assertThat(header(page, "X-Total-Count")).isEqualTo("5");
        assertThat(code(rig.get(path + "?state=DONE"))).isEqualTo("400 malformed_query");
        assertThat(code(rig.get(path + "?order=params"))).isEqualTo("400 malformed_query");
        assertThat(code(rig.get(path + "?limit=0"))).isEqualTo("422 invalid");
        assertThat(code(rig.get(path + "?limit=1001"))).isEqualTo("422 invalid");
    }

    @Test
    void trials_byCursor_areAllThere_once() {
        rig.study("cursor", "");
        for (int n = 0; n < 6; n++) {
            rig.tell("cursor", "1");
        }
        rig.ask("cursor");

        assertThat(pages("cursor", "limit=3")).containsExactly(List.of(0, 1, 2), List.of(3, 4, 5), List.of(6));
        assertThat(pages("cursor", "limit=7")).containsExactly(List.of(0, 1, 2, 3, 4, 5, 6));
        assertThat(pages("cursor", "limit=2&state=COMPLETE"))
                .containsExactly(List.of(0, 1), List.of(2, 3), List.of(4, 5));
        for (var wrong : List.of("cursor=rubbish", "cursor=1&order=value", "cursor=1&offset=1")) {
            assertThat(code(rig.get(STUDIES + "/cursor/trials?" + wrong))).isEqualTo("400 malformed_query");
        }
    }

    /** The numbers on each page, from the first to the one without a cursor. */
    private static List<List<Integer>> pages(String study, String query) {
        List<List<Integer>> pages = new ArrayList<>();
        String cursor = "";
        do {
            var path = STUDIES + "/" + study + "/trials?" + query + "&cursor=" + cursor;
            pages.add(numbers(path));
            cursor = header(rig.get(path), "X-Next-Cursor");
        } while (!cursor.isEmpty());
        return pages;
    }

    private static String ended(int number, String start, String end) {
        return "{'trial':{'trial_id':" + number + ",'state':'COMPLETE','values':[0.5],'params':{'x':0.5},"
                + "'datetime_start':'2026-01-01T" + start + "Z','datetime_complete':'2026-01-01T" + end + "Z'}}\n";
    }

    @Test
    void trials_byTimeOrState_endWithThoseThatHaveNotEnded() {
        String file = "{'study':{'format':1,'definition':{'name':'times','direction':'minimize','sampler':'random',"
                + "'pruner':'none','search_space':[{'type':'float','name':'x','low':0,'high':1}]}}}\n"
                + ended(0, "10:00:00", "10:00:05")
                + ended(1, "10:00:02", "10:00:03")
                + ended(2, "09:59:00", "10:00:04");
        ok(
                201,
                rig.send(rig.request(STUDIES + "/import")
                        .header("Content-Type", "application/jsonl")
                        .POST(BodyPublishers.ofString(file.replace('\'', '"')))));
        rig.ask("times");
        String path = STUDIES + "/times/trials";

        assertThat(numbers(path + "?order=-number")).containsExactly(3, 2, 1, 0);
        assertThat(numbers(path + "?order=-number&limit=2&offset=1")).containsExactly(2, 1);
        assertThat(numbers(path + "?order=-number&state=COMPLETE&limit=2")).containsExactly(2, 1);
        assertThat(numbers(path + "?order=datetime_start")).containsExactly(2, 0, 1, 3);
        assertThat(numbers(path + "?order=-datetime_start")).containsExactly(3, 1, 0, 2);
        assertThat(numbers(path + "?order=datetime_complete")).containsExactly(1, 2, 0, 3);
        assertThat(numbers(path + "?order=-datetime_complete")).containsExactly(0, 2, 1, 3);
        assertThat(numbers(path + "?order=duration_seconds")).containsExactly(1, 0, 2, 3);
        assertThat(numbers(path + "?order=-duration_seconds")).containsExactly(2, 0, 1, 3);
        assertThat(numbers(path + "?order=state")).containsExactly(3, 0, 1, 2);
        assertThat(numbers(path + "?order=-state")).containsExactly(0, 1, 2, 3);
    }

    @Test
    void trials_byValue_endWithThoseThatHaveNone() {
        rig.study("values", ",'direction':['minimize','maximize']");
        for (var values : List.of("[2,0]", "['inf',0]", "[1,9]", "['-inf',0]", "[2,1]")) {
            rig.tell("values", values);
        }
        rig.ask("values");
        String path = STUDIES + "/values/trials";

        assertThat(numbers(path + "?order=value")).containsExactly(3, 2, 0, 4, 1, 5);
        assertThat(numbers(path + "?order=-value")).containsExactly(1, 0, 4, 2, 3, 5);
        assertThat(numbers(path + "?order=-value&limit=2&offset=1")).containsExactly(0, 4);
        assertThat(numbers(path + "?order=values[0]")).containsExactly(3, 2, 0, 4, 1, 5);
        assertThat(numbers(path + "?order=-values[1]")).containsExactly(2, 4, 0, 1, 3, 5);
        assertThat(code(rig.get(path + "?order=values[2]"))).isEqualTo("400 malformed_query");
        assertThat(numbers(path + "?offset=6")).isEmpty();
        assertThat(numbers(path + "?offset=99999999999")).isEmpty();
    }

    @Test
    void trials_ofEachState_areFound_andCounted() {
        rig.study("states", "");
        rig.tell("states", "1");
        ok(200, rig.post(STUDIES + "/states/trials/suggest", "{'count':3}"));
        ok(200, rig.post(trial("states", 1) + "/prune"));
        ok(200, rig.post(trial("states", 2) + "/fail"));
        ok(201, rig.post(STUDIES + "/states/trials/enqueue", "{'params':{}}"));

        var found = new ArrayList<List<Integer>>();
        for (var state : List.of("COMPLETE", "PRUNED", "FAIL", "RUNNING", "WAITING")) {
            var path = STUDIES + "/states/trials?state=" + state;
            found.add(numbers(path));
            assertThat(header(rig.get(path), "X-Total-Count")).isEqualTo("1");
        }

        assertThat(found).containsExactly(List.of(0), List.of(1), List.of(2), List.of(3), List.of(4));
        assertThat(ok(200, rig.get(STUDIES + "/states")).get("trial_counts").toString())
                .isEqualTo("{\"WAITING\":1,\"RUNNING\":1,\"COMPLETE\":1,\"PRUNED\":1,\"FAIL\":1}");
    }

    @Test
    void trials_asCsv_haveARowEach_andNoFormulas() {
        ok(
                201,
                rig.post(
                        STUDIES,
                        "{'name':'csv','direction':['minimize','minimize'],'sampler':'random','search_space':["
                                + "{'type':'categorical','name':'c,1','choices':['=1+1','a\\\"b']},"
                                + "{'type':'int','name':'n','low':3,'high':3,'when':{'param':'c,1','in':['=1+1']}}]}"));
        ok(200, rig.post(STUDIES + "/csv/trials/suggest", "{'fixed_params':{'c,1':'=1+1'},'worker':'w'}"));
        ok(200, rig.post(STUDIES + "/csv/trials/suggest", "{'fixed_params':{'c,1':'a\\\"b'}}"));
        ok(200, rig.post(trial("csv", 0) + "/complete", "{'values':[0.5,'inf']}"));
        ok(200, rig.post(trial("csv", 1) + "/fail", "{'reason':'two\\nlines'}"));

        var csv = rig.send(rig.request(STUDIES + "/csv/trials").header("Accept", "text/csv"));

        assertThat(header(csv, "Content-Type")).startsWith("text/csv");
        assertThat(csv.body())
                .isEqualTo(rig.get(STUDIES + "/csv/export?format=csv").body());
        var lines = csv.body().split("\r\n");
        assertThat(lines).hasSize(3);
        assertThat(lines[0])
                .isEqualTo(
                        "trial_id,state,value,values,datetime_start,datetime_complete,duration_seconds,worker,attempt,"
                                + "fail_reason,\"params_c,1\",params_n");
        assertThat(lines[1]).startsWith("0,COMPLETE,0.5,0.5 Infinity,20").endsWith(",w,1,,'=1+1,3");
        assertThat(lines[2]).startsWith("1,FAIL,,,20").endsWith(",,1,\"two\nlines\",\"a\"\"b\",");
    }

    @Test
    void oneTrial_isFoundByItsNumberOnly() {
        rig.study("single", "");
        rig.ask("single");

        assertThat(ok(200, rig.get(trial("single", 0))).get("trial_id").intValue())
                .isZero();
        for (var id : List.of("1", "-1", "x", "0.0", "99999999999999999999", "%20")) {
            assertThat(code(rig.get(STUDIES + "/single/trials/" + id))).isEqualTo("404 trial_not_found");
        }
        for (var path :
                List.of("/trials", "/trials/0", "/best", "/pareto", "/importance", "/advice", "/export", "/events")) {
            assertThat(code(rig.get(STUDIES + "/nowhere" + path))).isEqualTo("404 study_not_found");
        }
    }

    @Test
    void best_andFront_areOfFeasibleTrials_theFirstAmongEquals() {
        rig.study("best", "");
        rig.study("front", ",'direction':['minimize','minimize']");
        assertThat(ok(200, rig.get(STUDIES + "/front/pareto"))).isEmpty();
        assertThat(code(rig.get(STUDIES + "/front/best"))).isEqualTo("404 no_completed_trials");
        told("best", "{'values':9,'constraints':[0,0.1]}");
        assertThat(code(rig.get(STUDIES + "/best/best"))).isEqualTo("404 no_completed_trials");
        told("best", "{'values':1,'constraints':[0,-1]}");
        told("best", "{'values':1}");
        told("front", "{'values':[0,0],'constraints':[1]}");
        told("front", "{'values':[2,1],'constraints':[0]}");
        told("front", "{'values':[3,3]}");
        told("front", "{'values':[2,1]}");
        told("front", "{'values':['-inf','inf']}");

        assertThat(ok(200, rig.get(STUDIES + "/best/best")).get("trial_id").intValue())
                .isEqualTo(1);
        JsonNode front = ok(200, rig.get(STUDIES + "/front/pareto"));
        assertThat(front.findValuesAsText("trial_id")).containsExactly("1", "3", "4");
        assertThat(front.get(2).get("values").toString()).isEqualTo("[\"-inf\",\"inf\"]");
        JsonNode best = ok(200, rig.get(STUDIES + "/front/best"));
        assertThat(best.get("trial_id").intValue()).isEqualTo(1);
        assertThat(best.get("value").toString()).isEqualTo("[2.0,1.0]");
        assertThat(best.get("params"))
                .isEqualTo(ok(200, rig.get(trial("front", 1))).get("params"));
    }

    @Test
    void importance_isOfTheWantedObjective_andLeavesOutInfiniteValues() {
        ok(
                201,
                rig.post(
                        STUDIES,
                        "{'name':'weights','direction':['minimize','minimize'],'sampler':'random','sampler_options':{'seed':1},"
                                + "'search_space':[{'type':'float','name':'a','low':0,'high':1},"
                                + "{'type':'float','name':'b','low':0,'high':1},{'type':'int','name':'same','low':1,'high':1}]}"));
        for (int n = 0; n < 20; n++) {
            JsonNode params = rig.ask("weights").get("params");
            var values = n == 7
                    ? "['inf',1]"
                    : "[" + params.get("a").doubleValue() + ","
                            + params.get("b").doubleValue() + "]";
            ok(200, rig.post(trial("weights", n) + "/complete", "{'values':" + values + "}"));
        }

        assertThat(names(importance("?target_idx=0"))).containsExactly("a", "b", "same");
        assertThat(importance("?target_idx=0").get("a").doubleValue()).isGreaterThan(0.9);
        assertThat(importance("?target_idx=1").get("b").doubleValue()).isGreaterThan(0.7);
        assertThat(importance("?target_idx=1").get("same").doubleValue()).isZero();
        for (var wrong : List.of("target_idx=2", "target_idx=-1", "target_idx=99999999999")) {
            assertThat(refusal(rig.get(STUDIES + "/weights/importance?" + wrong)))
                    .isEqualTo("422 invalid target_idx");
        }
        assertThat(code(rig.get(STUDIES + "/weights/importance?target_idx=first")))
                .isEqualTo("400 malformed_query");
    }

    private static JsonNode importance(String query) {
        return ok(200, rig.get(STUDIES + "/weights/importance" + query)).get("importances");
    }

    private static void told(String study, String body) {
        int number = rig.ask(study).get("trial_id").intValue();
        ok(200, rig.post(trial(study, number) + "/complete", body));
    }

    private static List<Integer> numbers(String path) {
        List<Integer> numbers = new ArrayList<>();
        var response = rig.get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        json(response).forEach(t -> numbers.add(t.get("trial_id").intValue()));
        return numbers;
    }
}
