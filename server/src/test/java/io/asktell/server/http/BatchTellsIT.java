package io.asktell.server.http;

import static io.asktell.server.http.ServerRig.STUDIES;
import static io.asktell.server.http.ServerRig.names;
import static io.asktell.server.http.ServerRig.ok;
import static io.asktell.server.http.ServerRig.refusal;
import static io.asktell.server.http.ServerRig.trial;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Telling what came of many trials at once. */
final class BatchTellsIT {
    private static final String MANY = STUDIES + "/%s/trials/complete";

    private static ServerRig rig;

    @BeforeAll
    static void start() {
        rig = ServerRig.start();
        rig.study("kept", "");
        rig.ask("kept");
        rig.ask("kept");
    }

    @AfterAll
    static void stop() {
        rig.close();
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
    void completeMany_keepsAllThatWasToldOfEach() {
        rig.study("details", ",'direction':['minimize','maximize']");
        ok(200, rig.post(STUDIES + "/details/trials/suggest", "{'count':2}"));

        JsonNode answers = ok(
                200,
                rig.post(
                        MANY.formatted("details"),
                        "{'results':[{'trial_id':0,'values':[1,'inf'],'intermediate_values':{'4':'-inf'},'user_attrs':{'a':[1]},"
                                + "'constraints':[0.5],'lease_token':null},{'trial_id':1,'values':[1,2]}]}"));

        assertThat(names(answers.get(0))).containsExactly("trial_id", "trial");
        assertThat(answers.at("/0/trial/values").toString()).isEqualTo("[1.0,\"inf\"]");
        assertThat(answers.at("/0/trial/intermediate_values").toString()).isEqualTo("{\"4\":\"-inf\"}");
        assertThat(answers.at("/0/trial/user_attrs/a").toString()).isEqualTo("[1]");
        assertThat(answers.at("/0/trial/constraints").toString()).isEqualTo("[0.5]");
        for (int n = 0; n < 2; n++) {
            assertThat(ok(200, rig.get(trial("details", n))))
                    .isEqualTo(answers.get(n).get("trial"));
        }
    }

    @Test
    void completeMany_ofOneTrialTwice_takesTheFirst() {
        rig.study("doubled", "");
        rig.ask("doubled");

        JsonNode answers = ok(
                200,
                rig.post(
                        MANY.formatted("doubled"),
                        "{'results':[{'trial_id':0,'values':1},{'trial_id':0,'values':2},{'trial_id':0,'values':1},"
                                + "{'trial_id':0,'values':1,'constraints':[null]}]}"));

        assertThat(answers.at("/0/trial/values").toString()).isEqualTo("[1.0]");
        assertThat(names(answers.get(1))).containsExactly("trial_id", "problem");
        assertThat(answers.at("/1/problem/code").textValue()).isEqualTo("trial_finished");
        assertThat(answers.at("/1/problem/status").intValue()).isEqualTo(409);
        assertThat(answers.at("/2/trial")).isEqualTo(answers.at("/0/trial"));
        assertThat(answers.at("/3/problem/errors/0/field").textValue()).isEqualTo("constraints[0]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                                     | 422 invalid results",
                "{'results':[]}                                                         | 422 invalid results",
                "{'results':{}}                                                         | 422 invalid results",
                "{'results':[{'trial_id':0,'values':1},null]}                           | 422 invalid results[1].trial_id",
                "{'results':[{'trial_id':0,'values':1},{'values':1}]}                   | 422 invalid results[1].trial_id",
                "{'results':[{'trial_id':0,'values':1},{'trial_id':'1','values':1}]}    | 422 invalid results[1].trial_id",
                "{'results':[{'trial_id':0,'values':1},{'trial_id':1,'values':NaN}]}    | 422 invalid results[1].values",
                "{'results':[{'trial_id':0,'values':1},{'trial_id':1,'state':'FAIL'}]}  | 422 invalid results[1].state",
                "{'results':[{'trial_id':0,'values':1}],'all':true}                     | 422 invalid all",
                "{'results':[{'trial_id':0,'values':1}]                                 | 400 malformed_json",
            })
    void completeMany_ofNonsense_tellsNothing(String body, String refusal) {
        var before = rig.snapshot("kept");

        assertThat(refusal(rig.post(MANY.formatted("kept"), body))).isEqualTo(refusal);

        assertThat(rig.snapshot("kept")).isEqualTo(before);
    }

    @Test
    void completeMany_takesAThousandResults_butNotMore() {
        rig.study("thousand", "");
        ok(200, rig.post(STUDIES + "/thousand/trials/suggest", "{'count':1000}"));
        ok(200, rig.post(STUDIES + "/thousand/trials/suggest", "{'count':1}"));
        var results = IntStream.range(0, 1001)
                .mapToObj(n -> "{'trial_id':" + n + ",'values':" + n + "}")
                .toList();

        assertThat(refusal(rig.post(MANY.formatted("thousand"), "{'results':" + results + "}")))
                .isEqualTo("422 invalid results");
        JsonNode answers =
                ok(200, rig.post(MANY.formatted("thousand"), "{'results':" + results.subList(0, 1000) + "}"));

        assertThat(answers.findValues("trial")).hasSize(1000);
        JsonNode study = ok(200, rig.get(STUDIES + "/thousand"));
        assertThat(study.at("/trial_counts/COMPLETE").intValue()).isEqualTo(1000);
        assertThat(study.at("/trial_counts/RUNNING").intValue()).isEqualTo(1);
        assertThat(study.get("best_value").doubleValue()).isEqualTo(999);
    }
}
