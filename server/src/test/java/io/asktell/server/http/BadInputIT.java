package io.asktell.server.http;

import static io.asktell.server.http.HttpRig.json;
import static io.asktell.server.http.ServerRig.STUDIES;
import static io.asktell.server.http.ServerRig.ok;
import static io.asktell.server.http.ServerRig.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong in a request is named, and changes nothing. */
final class BadInputIT {
    private static ServerRig rig;

    @BeforeAll
    static void start() {
        rig = ServerRig.start();
        rig.study("kept", "");
        rig.ask("kept");
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{'type':'float','name':'x','low':NaN,'high':1}]                        | search_space[0].low",
                "[{'type':'float','name':'x','low':0,'high':Infinity}]                   | search_space[0].high",
                "[{'type':'float','name':'x','low':-Infinity,'high':1}]                  | search_space[0].low",
                "[{'type':'float','name':'x','low':2,'high':1}]                          | search_space[0].low",
                "[{'type':'float','name':'x','low':0,'high':1,'step':0}]                 | search_space[0].step",
                "[{'type':'int','name':'x','low':0,'high':9,'step':-1}]                  | search_space[0].step",
                "[{'type':'float','name':'x','low':0,'high':1,'log':true}]               | search_space[0].low",
                "[{'type':'float','name':'x','low':'0','high':1}]                        | search_space[0].low",
                "[{'type':'float','name':'x','low':0,'high':1,'hue':1}]                  | search_space[0].hue",
            })
    void create_inABadSpace_namesTheField(String space, String field) {
        var before = json(rig.get(STUDIES));

        var refused = rig.post(STUDIES, "{'name':'bad','search_space':" + space + "}");

        assertThat(refusal(refused)).isEqualTo("422 invalid " + field);
        assertThat(json(rig.get(STUDIES))).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'sampler':'gp','sampler_options':{'n_startup_trials':0} | sampler_options.n_startup_trials",
                "'sampler':'cmaes'                                | sampler",
                "'sampler':'nsgaii'                               | sampler",
                "'sampler':'magic'                                | sampler",
                "'sampler':'grid'                                 | search_space",
                "'sampler':'tpe','sampler_options':{'sigma0':1}   | sampler_options.sigma0",
                "'pruner':'shears'                                | pruner",
                "'pruner':'median','pruner_options':{'lower':1}   | pruner_options.lower",
                "'pruner':'percentile','pruner_options':{'percentile':101} | pruner_options.percentile",
                "'pruner':'threshold'                             | pruner_options",
                "'pruner':'threshold','pruner_options':{'lower':2,'upper':1} | pruner_options",
                "'pruner':'patient','pruner_options':{'wrapped':'threshold'} | pruner_options.wrapped",
                "'pruner':'wilcoxon','pruner_options':{'p_threshold':0} | pruner_options.p_threshold",
                "'pruner':'successive_halving','pruner_options':{'reduction_factor':1} | pruner_options.reduction_factor",
                "'max_trials':'5'                                 | max_trials",
                "'colour':'red'                                   | colour",
            })
    void create_withABadSetting_namesTheField(String setting, String field) {
        var before = json(rig.get(STUDIES));

        var refused = rig.post(STUDIES, "{'name':'bad','search_space':" + ServerRig.SPACE + "," + setting + "}");

        assertThat(refusal(refused)).isEqualTo("422 invalid " + field);
        assertThat(json(rig.get(STUDIES))).isEqualTo(before);
    }

    @Test
    void create_ofTooLongOrUnprintableNames_isRefused_ofOddOnesIsNot() {
        for (var name : new String[] {"a".repeat(257), "", ".", "..", "a\\u0007b", "a\\u0000b"}) {
            var refused = rig.post(STUDIES, "{'name':'" + name + "','search_space':" + ServerRig.SPACE + "}");
            assertThat(refusal(refused)).as(name).isEqualTo("422 invalid name");
        }
        rig.study("a".repeat(256), "");
        rig.study("a/b ü😀", "");

        var found = rig.get(STUDIES + "/a%2Fb%20%C3%BC%F0%9F%98%80");

        assertThat(ok(200, found).get("study_name").asText()).isEqualTo("a/b ü😀");
        rig.delete(STUDIES + "/" + "a".repeat(256));
        rig.delete(STUDIES + "/a%2Fb%20%C3%BC%F0%9F%98%80");
    }

    @Test
    void create_ofTenThousandChoices_isAnsweredOneWayOrTheOther() {
        var choices = IntStream.range(0, 10_000).mapToObj(Integer::toString).collect(Collectors.joining(","));

        var answer = rig.post(
                STUDIES,
                "{'name':'many','search_space':[{'type':'categorical','name':'c','choices':[" + choices + "]}]}");

        assertThat(answer.statusCode()).as(answer.body()).isIn(201, 422);
        rig.delete(STUDIES + "/many");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0 | complete | {'values':NaN}                                                        | 422 invalid values",
                "0 | complete | {'values':[1,NaN]}                                                    | 422 invalid values[1]",
                "0 | complete | {'values':[1,2]}                                                      | 422 invalid values",
                "0 | complete | {'values':'much'}                                                     | 422 invalid values",
                "0 | complete | {}                                                                    | 422 invalid values",
                "0 | report   | {'step':1,'value':NaN}                                                | 422 invalid value",
                "0 | report   | {'step':-1,'value':1}                                                 | 422 invalid step",
                "9 | complete | {'values':1}                                                          | 404 trial_not_found",
                "x | complete | {'values':1}                                                          | 404 trial_not_found",
                "0 | complete | {'values':1,'lease_token':'6f2cbd5e-7d3b-4b53-a5b4-0f8f1a8d5c11'}     | 409 lease_lost",
                "0 | complete | {'values':1                                                           | 400 malformed_json",
            })
    void tell_ofNonsense_changesNothing(String trial, String verb, String body, String refusal) {
        var before = json(rig.get(STUDIES + "/kept/trials"));

        var refused = rig.post(STUDIES + "/kept/trials/" + trial + "/" + verb, body);

        assertThat(refusal(refused)).isEqualTo(refusal);
        assertThat(json(rig.get(STUDIES + "/kept/trials"))).isEqualTo(before);
    }

    @Test
    void tell_byAWorkerThatDidNotClaim_isForbidden() {
        var worker = rig.key("worker");
        var before = json(rig.get(STUDIES + "/kept/trials"));

        var refused = rig.send(HttpRig.posting(rig.as(worker, STUDIES + "/kept/trials/0/complete"), "{\"values\":1}"));

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
        assertThat(json(rig.get(STUDIES + "/kept/trials"))).isEqualTo(before);
    }
}
