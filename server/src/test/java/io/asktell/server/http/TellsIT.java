package io.asktell.server.http;

import static io.asktell.server.http.HttpRig.code;
import static io.asktell.server.http.HttpRig.json;
import static io.asktell.server.http.ServerRig.STUDIES;
import static io.asktell.server.http.ServerRig.names;
import static io.asktell.server.http.ServerRig.ok;
import static io.asktell.server.http.ServerRig.refusal;
import static io.asktell.server.http.ServerRig.trial;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Telling: reports, results, pruned and failed trials; and reading trials back. */
final class TellsIT {
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
    void complete_answersTheTrial_asItIsStored() {
        rig.study("told", "");
        JsonNode asked = rig.ask("told");

        JsonNode told = ok(
                200,
                rig.post(
                        trial("told", 0) + "/complete",
                        "{'values':[0.75],'intermediate_values':{'1':0.5,'2':0.6},'constraints':[-1.5,0],"
                                + "'user_attrs':{'gpu':'a100','nested':{'big':1234567890123456789,'list':[1,null]}}}"));

        assertThat(names(told))
                .contains(
                        "trial_id",
                        "study_name",
                        "state",
                        "values",
                        "params",
                        "datetime_start",
                        "datetime_complete",
                        "duration_seconds",
                        "user_attrs",
                        "intermediate_values",
                        "constraints",
                        "worker",
                        "attempt",
                        "fail_reason",
                        "lease");
        assertThat(told.get("state").textValue()).isEqualTo("COMPLETE");
        assertThat(told.get("values").toString()).isEqualTo("[0.75]");
        assertThat(told.get("params")).isEqualTo(asked.get("params"));
        assertThat(told.get("intermediate_values").toString()).isEqualTo("{\"1\":0.5,\"2\":0.6}");
        assertThat(told.get("constraints").toString()).isEqualTo("[-1.5,0.0]");
        assertThat(told.get("user_attrs").toString())
                .isEqualTo("{\"gpu\":\"a100\",\"nested\":{\"big\":1234567890123456789,\"list\":[1,null]}}");
        assertThat(told.get("duration_seconds").doubleValue()).isNotNegative();
        assertThat(ok(200, rig.get(trial("told", 0)))).isEqualTo(told);
    }

    @Test
    void complete_again_isTheSame_butAnotherOutcomeIsRefused() {
        rig.study("again", "");
        JsonNode told = rig.tell("again", "0.5");
        String path = trial("again", 0);

        assertThat(ok(200, rig.post(path + "/complete", "{'values':[0.5]}"))).isEqualTo(told);
        assertThat(code(rig.post(path + "/complete", "{'values':0.6}"))).isEqualTo("409 trial_finished");
        assertThat(code(rig.post(path + "/prune"))).isEqualTo("409 trial_finished");
        assertThat(code(rig.post(path + "/fail", "{'reason':'late'}"))).isEqualTo("409 trial_finished");
        assertThat(code(rig.post(path + "/report", "{'step':1,'value':2}"))).isEqualTo("409 trial_finished");
        assertThat(code(rig.post(path + "/heartbeat"))).isEqualTo("409 trial_finished");
        assertThat(ok(200, rig.get(path))).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "complete | {}                                   | values",
                "complete | {'values':[1,2]}                     | values",
                "complete | {'values':[]}                        | values",
                "complete | {'values':'high'}                    | values",
                "complete | {'values':null}                      | values",
                "complete | {'values':[null]}                    | values",
                "complete | {'values':1e999}                     | values",
                "complete | {'values':1,'constraints':'none'}    | constraints",
                "complete | {'values':1,'user_attrs':[1]}        | user_attrs",
                "complete | {'values':1,'value':1}               | value",
                "complete | {'values':1,'intermediate_values':{'one':1}} | intermediate_values",
                "report   | {}                                   | step",
                "report   | {'step':1}                           | value",
                "report   | {'step':-1,'value':1}                | step",
                "report   | {'step':1.5,'value':1}               | step",
                "report   | {'values':{'x':1}}                   | values",
                "prune    | {'values':1}                         | values",
                "fail     | {'reason':7}                         | reason",
            })
    void tell_ofNonsense_namesTheField_andChangesNothing(String verb, String body, String field) {
        String study = "nonsense-" + (verb + body).hashCode();
        rig.study(study, "");
        rig.ask(study);
        JsonNode before = ok(200, rig.get(trial(study, 0)));

        String answer = refusal(rig.post(trial(study, 0) + "/" + verb, body));

        assertThat(answer).startsWith("422 invalid").contains(" " + field);
        assertThat(ok(200, rig.get(trial(study, 0)))).isEqualTo(before);
    }

    @Test
    void tell_ofATrialThatIsNotThere_is404() {
        rig.study("empty", "");

        for (String verb : List.of("heartbeat", "prune")) {
            assertThat(code(rig.post(trial("empty", 0) + "/" + verb))).isEqualTo("404 trial_not_found");
        }
        assertThat(code(rig.post(trial("empty", 3) + "/complete", "{'values':1}")))
                .isEqualTo("404 trial_not_found");
        assertThat(code(rig.post(trial("empty", 3) + "/report", "{'step':1,'value':1}")))
                .isEqualTo("404 trial_not_found");
        assertThat(code(rig.get(trial("empty", 0)))).isEqualTo("404 trial_not_found");
    }

    @Test
    void reports_areKeptByStep_andTheLastOfAStepCounts() {
        rig.study("reports", "");
        rig.ask("reports");
        String path = trial("reports", 0);

        JsonNode answer = ok(200, rig.post(path + "/report", "{'step':3,'value':0.7}"));
        ok(200, rig.post(path + "/report", "{'values':{'1':0.5,'2':0.6}}"));
        ok(200, rig.post(path + "/report", "{'step':3,'value':0.8}"));

        assertThat(answer.get("should_prune").booleanValue()).isFalse();
        assertThat(answer.has("lease")).isTrue();
        assertThat(ok(200, rig.get(path)).get("intermediate_values").toString())
                .isEqualTo("{\"1\":0.5,\"2\":0.6,\"3\":0.8}");
    }

    @Test
    void reports_worseThanOthersWere_areToldToStop() {
        ok(
                201,
                rig.post(
                        STUDIES,
                        "{'name':'pruned','sampler':'random','pruner':'median',"
                                + "'pruner_options':{'n_startup_trials':2},'search_space':" + ServerRig.SPACE + "}"));
        for (int n = 0; n < 3; n++) {
            rig.ask("pruned");
            ok(200, rig.post(trial("pruned", n) + "/complete", "{'values':0.9,'intermediate_values':{'1':0.9}}"));
        }
        rig.ask("pruned");

        JsonNode bad = ok(200, rig.post(trial("pruned", 3) + "/report", "{'step':1,'value':0.1}"));
        JsonNode pruned = ok(200, rig.post(trial("pruned", 3) + "/prune", "{'user_attrs':{'why':'slow'}}"));

        assertThat(bad.get("should_prune").booleanValue()).isTrue();
        assertThat(pruned.get("state").textValue()).isEqualTo("PRUNED");
        assertThat(pruned.get("intermediate_values").toString()).isEqualTo("{\"1\":0.1}");
        assertThat(pruned.at("/user_attrs/why").textValue()).isEqualTo("slow");
        assertThat(ok(200, rig.post(trial("pruned", 3) + "/prune"))).isEqualTo(pruned);
    }

    /** A trial at 0.1 after three that were at 0.9. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "percentile         | {'percentile':50,'n_startup_trials':2}",
                "successive_halving | {'min_resource':1,'reduction_factor':2}",
                "hyperband          | {'min_resource':1,'max_resource':1}",
                "threshold          | {'lower':0.5}",
                "patient            | {'patience':0,'wrapped':'successive_halving'}",
                "wilcoxon           | {'p_threshold':0.5}",
            })
    void everyPruner_stopsWhatIsHopeless(String pruner, String options) {
        ok(
                201,
                rig.post(
                        STUDIES,
                        "{'name':'" + pruner + "','sampler':'random','pruner':'" + pruner + "','pruner_options':"
                                + options + ",'search_space':" + ServerRig.SPACE + "}"));
        for (int n = 0; n < 3; n++) {
            rig.ask(pruner);
            ok(
                    200,
                    rig.post(
                            trial(pruner, n) + "/complete",
                            "{'values':0.9,'intermediate_values':{'1':0.9,'2':0.9,'3':0.9,'4':0.9,'5':0.9,'6':0.9}}"));
        }
        rig.ask(pruner);
        boolean stops = false;
        for (int step = 1; step <= 6; step++) {
            double value = step == 1 ? 0.2 : 0.1;
            stops |= ok(200, rig.post(trial(pruner, 3) + "/report", "{'step':" + step + ",'value':" + value + "}"))
                    .get("should_prune")
                    .booleanValue();
        }

        assertThat(stops).isTrue();
    }

    @Test
    void fail_keepsItsReason() {
        rig.study("failed", "");
        rig.ask("failed");

        JsonNode failed = ok(200, rig.post(trial("failed", 0) + "/fail", "{'reason':'out of memory'}"));

        assertThat(failed.get("state").textValue()).isEqualTo("FAIL");
        assertThat(failed.get("fail_reason").textValue()).isEqualTo("out of memory");
        assertThat(failed.get("values").isNull()).isTrue();
    }

    @Test
    void completeMany_answersEach_inOrder() {
        rig.study("batch", "");
        for (int n = 0; n < 3; n++) {
            rig.ask("batch");
        }

        JsonNode answers = ok(
                200,
                rig.post(
                        STUDIES + "/batch/trials/complete",
                        "{'results':[{'trial_id':2,'values':0.2},{'trial_id':9,'values':1},{'trial_id':0,'values':[0.5]},"
                                + "{'trial_id':1,'values':[1,2]}]}"));

        assertThat(answers).hasSize(4);
        assertThat(answers.at("/0/trial/state").textValue()).isEqualTo("COMPLETE");
        assertThat(answers.at("/1/problem/code").textValue()).isEqualTo("trial_not_found");
        assertThat(answers.at("/2/trial/values").toString()).isEqualTo("[0.5]");
        assertThat(answers.at("/3/problem/status").intValue()).isEqualTo(422);
        assertThat(answers.findValuesAsText("trial_id")).startsWith("2");
        assertThat(ok(200, rig.get(trial("batch", 1))).get("state").textValue()).isEqualTo("RUNNING");
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
        assertThat(ServerRig.header(page, "X-Total-Count")).isEqualTo("5");
        assertThat(code(rig.get(path + "?state=DONE"))).isEqualTo("400 malformed_query");
        assertThat(code(rig.get(path + "?order=params"))).isEqualTo("400 malformed_query");
        assertThat(code(rig.get(path + "?limit=0"))).isEqualTo("422 invalid");
        assertThat(code(rig.get(path + "?limit=1001"))).isEqualTo("422 invalid");
    }

    @Test
    void trials_byCursor_areAllThere_once() {
        rig.study("cursor", "");
        for (int n = 0; n < 7; n++) {
            rig.tell("cursor", "1");
        }
        List<Integer> seen = new ArrayList<>();
        String cursor = "";
        do {
            var page = rig.get(STUDIES + "/cursor/trials?limit=3&cursor=" + cursor);
            ok(200, page).forEach(t -> seen.add(t.get("trial_id").intValue()));
            cursor = ServerRig.header(page, "X-Next-Cursor");
        } while (!cursor.isEmpty());

        assertThat(seen).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(code(rig.get(STUDIES + "/cursor/trials?cursor=rubbish"))).isEqualTo("400 malformed_query");
    }

    @Test
    void trials_asCsv_haveARowEach() {
        rig.study("csv", "");
        rig.tell("csv", "0.5");

        var csv = rig.send(rig.request(STUDIES + "/csv/trials").header("Accept", "text/csv"));

        assertThat(ServerRig.header(csv, "Content-Type")).startsWith("text/csv");
        assertThat(csv.body().lines()).hasSize(2);
        assertThat(csv.body().lines().findFirst().orElseThrow())
                .contains("state")
                .contains("x");
    }

    private static List<Integer> numbers(String path) {
        List<Integer> numbers = new ArrayList<>();
        var response = rig.get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        json(response).forEach(t -> numbers.add(t.get("trial_id").intValue()));
        return numbers;
    }
}
