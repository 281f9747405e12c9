package io.asktell.server.http;

import static io.asktell.server.http.HttpRig.code;
import static io.asktell.server.http.HttpRig.json;
import static io.asktell.server.http.ServerRig.STUDIES;
import static io.asktell.server.http.ServerRig.header;
import static io.asktell.server.http.ServerRig.ok;
import static io.asktell.server.http.ServerRig.refusal;
import static io.asktell.server.http.ServerRig.trial;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Studies as files: what goes out comes back the same, and nothing else comes in. */
final class ArchiveIT {
    private static final String STUDY =
            "{'study':{'format':1,'definition':{'name':'rubbish','sampler':'random','pruner':'none','search_space':["
                    + "{'type':'float','name':'x','low':0,'high':1}]}}}\n";

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
    void export_thenImport_isTheSameStudy() {
        rig.study("carried", ",'user_attrs':{'who':'me'}");
        rig.tell("carried", "1");
        rig.tell("carried", "'-inf'");
        ok(
                200,
                rig.post(
                        ServerRig.trial(
                                        "carried",
                                        rig.ask("carried").get("trial_id").asInt()) + "/fail",
                        "{'reason':'x'}"));
        var trials = json(rig.get(STUDIES + "/carried/trials"));
        var export = rig.get(STUDIES + "/carried/export");
        var csv = rig.get(STUDIES + "/carried/export?format=csv");

        assertThat(code(importing(export.body()))).isEqualTo("409 study_exists");
        assertThat(rig.delete(STUDIES + "/carried").statusCode()).isEqualTo(204);
        var study = ok(201, importing(export.body()));

        assertThat(header(export, "Content-Type")).startsWith("application/jsonl");
        assertThat(export.body().lines()).hasSize(4);
        assertThat(header(csv, "Content-Type")).startsWith("text/csv");
        assertThat(csv.body().lines()).hasSize(4);
        assertThat(study.at("/user_attrs/who").asText()).isEqualTo("me");
        assertThat(study.get("n_trials").asInt()).isEqualTo(3);
        assertThat(json(rig.get(STUDIES + "/carried/trials"))).isEqualTo(trials);
        assertThat(rig.get(STUDIES + "/carried/export").body()).isEqualTo(export.body());
        assertThat(rig.ask("carried").get("trial_id").asInt()).isEqualTo(3);
        assertThat(code(rig.get(STUDIES + "/carried/export?format=xml"))).isEqualTo("400 malformed_query");
    }

    @Test
    void import_ofABrokenFile_namesTheLine_andLeavesNothing() {
        rig.study("broken", "");
        rig.tell("broken", "1");
        rig.tell("broken", "2");
        var lines = rig.get(STUDIES + "/broken/export").body().lines().toList();
        rig.delete(STUDIES + "/broken");

        var refused = importing(lines.get(0) + "\n" + lines.get(1) + "\n{\"what\":1}\n");
        var twice = importing(lines.get(0) + "\n" + lines.get(1) + "\n" + lines.get(1) + "\n");
        var empty = importing("");

        assertThat(refused.statusCode()).as(refused.body()).isIn(400, 422);
        assertThat(refused.body()).contains("line 3");
        assertThat(twice.statusCode()).as(twice.body()).isIn(400, 422);
        assertThat(twice.body()).contains("line 3");
        assertThat(empty.statusCode()).as(empty.body()).isIn(400, 422);
        assertThat(code(rig.get(STUDIES + "/broken"))).isEqualTo("404 study_not_found");
    }

    @Test
    void export_ofAllThereCanBe_comesBackTheSame() {
        ok(
                201,
                rig.post(
                        STUDIES,
                        "{'name':'all/of it ü','direction':['minimize','maximize'],'sampler':'tpe','sampler_options':{'seed':9},"
                                + "'pruner':'median','pruner_options':{'n_startup_trials':3},'max_trials':50,'lease_seconds':60,"
                                + "'max_attempts':7,'metric_names':['loss','f1'],'user_attrs':{'a':{'b':[1,null,'é']}},"
                                + "'search_space':[{'type':'categorical','name':'c','choices':['1',1,true,null,0.5]},"
                                + "{'type':'float','name':'x','low':1e-9,'high':1,'log':true},"
                                + "{'type':'int','name':'n','low':0,'high':9,'step':3},"
                                + "{'type':'float','name':'depth','low':0,'high':1,'when':{'param':'c','in':['1',null]}}]}"));
        var study = STUDIES + "/all%2Fof%20it%20%C3%BC";
        for (var c : new String[] {"'1'", "1", "true", "null", "0.5", "'1'", "1"}) {
            ok(
                    200,
                    rig.post(
                            study + "/trials/suggest",
                            "{'worker':'w" + c.replace("'", "") + "','fixed_params':{'c':" + c + "}}"));
        }
        ok(
                200,
                rig.post(
                        study + "/trials/0/complete",
                        "{'values':['-inf',1e-300],'intermediate_values':{'1':0.1,'5':'inf'},'constraints':[-1,2.5],"
                                + "'user_attrs':{'deep':{'x':[1.5,{}]},'none':null}}"));
        ok(200, rig.post(study + "/trials/1/complete", "{'values':[0.1,0.30000000000000004]}"));
        ok(200, rig.post(study + "/trials/2/prune", "{'intermediate_values':{'0':1}}"));
        ok(200, rig.post(study + "/trials/3/fail", "{'reason':'no\\n\\t\\rmemory \\\\N'}"));
        ok(201, rig.post(study + "/trials/enqueue", "{'params':{'n':6},'user_attrs':{'from':'me'}}"));
        ok(200, rig.post(study + "/trials/5/complete", "{'values':[3,4]}"));
        ok(200, rig.post(study + "/trials/6/complete", "{'values':[2,5]}"));
        JsonNode before = json(rig.get(study));
        JsonNode trials = json(rig.get(study + "/trials"));
        JsonNode front = json(rig.get(study + "/pareto"));
        var export = rig.get(study + "/export").body();

        rig.delete(study);
        ok(201, importing(export));

        JsonNode after = json(rig.get(study));
        for (var same : new String[] {
            "study_name",
            "direction",
            "n_trials",
            "best_value",
            "best_params",
            "user_attrs",
            "search_space",
            "sampler",
            "sampler_options",
            "pruner",
            "pruner_options",
            "status",
            "max_trials",
            "lease_seconds",
            "max_attempts",
            "metric_names",
            "datetime_start"
        }) {
            assertThat(after.get(same)).as(same).isEqualTo(before.get(same));
        }
        assertThat(json(rig.get(study + "/pareto"))).isEqualTo(front);
        JsonNode imported = json(rig.get(study + "/trials"));
        for (int n = 0; n < 8; n++) {
            if (n != 4) { // it was running, and nobody works on it here
                assertThat(imported.get(n)).isEqualTo(trials.get(n));
            }
        }
        assertThat(imported.get(4).get("state").textValue()).isEqualTo("WAITING");
        JsonNode again = ok(200, rig.post(study + "/trials/suggest"));
        assertThat(again.get("trial_id").intValue()).isEqualTo(4);
        assertThat(again.get("params")).isEqualTo(trials.get(4).get("params"));
        JsonNode queued = ok(200, rig.post(study + "/trials/suggest"));
        assertThat(queued.get("trial_id").intValue()).isEqualTo(7);
        assertThat(queued.at("/params/n").intValue()).isEqualTo(6);
    }

    @Test
    void import_givesTheParamsThatTheExportedStudyWouldHave() {
        ok(
                201,
                rig.post(
                        STUDIES,
                        "{'name':'seeded','sampler':'tpe','sampler_options':{'seed':3},'search_space':"
                                + ServerRig.SPACE + "}"));
        for (int n = 0; n < 15; n++) {
            rig.tell("seeded", Integer.toString(n % 4));
        }
        var export = rig.get(STUDIES + "/seeded/export").body();
        JsonNode next = rig.ask("seeded").get("params");

        rig.delete(STUDIES + "/seeded");
        ok(201, importing(export));

        assertThat(rig.ask("seeded").get("params")).isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'trial_id':1,'state':'COMPLETE','values':[1],'params':{'x':0.5}}                 | line 2.trial_id",
                "{'state':'COMPLETE','values':[1],'params':{'x':0.5}}                              | line 2.trial_id",
                "{'trial_id':0,'state':'DONE','values':[1],'params':{'x':0.5}}                     | line 2.state",
                "{'trial_id':0,'values':[1],'params':{'x':0.5}}                                    | line 2.state",
                "{'trial_id':0,'state':'COMPLETE','params':{'x':0.5}}                              | line 2.values",
                "{'trial_id':0,'state':'COMPLETE','values':[1,2],'params':{'x':0.5}}               | line 2.values",
                "{'trial_id':0,'state':'COMPLETE','values':[null],'params':{'x':0.5}}              | line 2.values",
                "{'trial_id':0,'state':'FAIL','values':[1],'params':{'x':0.5}}                     | line 2.values",
                "{'trial_id':0,'state':'COMPLETE','values':[1]}                                    | line 2.params",
                "{'trial_id':0,'state':'COMPLETE','values':[1],'params':{'x':5}}                   | line 2.params.x",
                "{'trial_id':0,'state':'COMPLETE','values':[1],'params':{'z':0}}                   | line 2.params.z",
                "{'trial_id':0,'state':'FAIL','params':{'x':0.5},'intermediate_values':{'1':null}} | line 2.intermediate_values",
                "{'trial_id':0,'state':'FAIL','params':{'x':0.5},'intermediate_values':{'-1':1}}   | line 2.intermediate_values",
                "{'trial_id':0,'state':'FAIL','params':{'x':0.5},'constraints':[null]}             | line 2.constraints",
                "{'trial_id':0,'state':'FAIL','params':{'x':0.5},'attempt':0}                      | line 2.attempt",
                "{'trial_id':0,'state':'FAIL','params':{'x':0.5},'datetime_start':'yesterday'}     | line 2.datetime_start",
                "{'trial_id':0,'state':'FAIL','params':{'x':0.5},'fail_reason':'\\u0000'}          | line 2.fail_reason",
                "{'trial_id':0,'state':'FAIL','params':{'x':0.5},'user_attrs':{'a':'\\ud800'}}     | line 2.user_attrs.a",
                "{'trial_id':0,'state':'FAIL','params':{'x':0.5},'colour':'red'}                   | line 2.colour",
                "'trial'                                                                           | line 2",
                "[[[[                                                                              | line 2",
            })
    void import_ofABadTrial_namesItsLine_andStoresNothing(String trial, String field) {
        var refused = importing(STUDY.replace('\'', '"') + "{\"trial\":" + trial.replace('\'', '"') + "}\n");

        assertThat(refusal(refused)).isEqualTo("422 invalid " + field);
        assertThat(refused.body()).doesNotContain("io.asktell", "com.fasterxml", "java.");
        assertThat(code(rig.get(STUDIES + "/rubbish"))).isEqualTo("404 study_not_found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'format':1}                                                             | 422 invalid line 1",
                "{'format':2,'definition':{'name':'rubbish','search_space':[]}}           | 422 invalid line 1",
                "{'format':1,'definition':{'name':'rubbish'}}                             | 422 invalid search_space",
                "{'format':1,'status':'asleep','definition':{'name':'rubbish','search_space':[{'type':'int','name':'n','low':0,'high':1}]}} | 422 invalid status",
                "{'format':1,'seed':'x','definition':{'name':'rubbish','search_space':[{'type':'int','name':'n','low':0,'high':1}]}} | 422 invalid line 1.seed",
                "{'format':1,'definition':{'name':'rub\\u0000bish','search_space':[{'type':'int','name':'n','low':0,'high':1}]}} | 422 invalid line 1.definition.name",
            })
    void import_ofABadStudy_isRefused_andStoresNothing(String study, String refusal) {
        var refused = importing("{\"study\":" + study.replace('\'', '"') + "}\n");

        assertThat(refusal(refused)).isEqualTo(refusal);
        assertThat(code(rig.get(STUDIES + "/rubbish"))).isEqualTo("404 study_not_found");
    }

    @Test
    void import_ofOtherBytes_isRefused() {
        var notText =
                rig.send(rig.request(STUDIES + "/import").POST(BodyPublishers.ofByteArray(new byte[] {(byte) 0xff})));
        var csv = importing("trial_id,state\n0,COMPLETE\n");
        var large = importing(" ".repeat((32 << 20) + 1)); // one line

        assertThat(code(notText)).isEqualTo("400 malformed_json");
        assertThat(refusal(csv)).isEqualTo("422 invalid line 1");
        assertThat(code(large)).isEqualTo("413 too_large");
    }

    @Test
    void import_ofManyTrials_isTakenWhole() {
        var trials = new StringBuilder(STUDY.replace('\'', '"'));
        for (int n = 0; n < 3000; n++) {
            trials.append("{\"trial\":{\"trial_id\":" + n + ",\"state\":\"COMPLETE\",\"values\":[" + n
                    + "],\"params\":{\"x\":0.5}}}\r\n\r\n");
        }
        var text = trials.toString().replace("rubbish", "numerous");

        var study = ok(201, importing(text));

        assertThat(study.at("/trial_counts/COMPLETE").intValue()).isEqualTo(3000);
        assertThat(study.get("best_value").doubleValue()).isEqualTo(2999);
        assertThat(rig.get(STUDIES + "/numerous/export").body().lines().count()).isEqualTo(3001);
        assertThat(json(rig.get(trial("numerous", 2999))).get("values").toString())
                .isEqualTo("[2999.0]");
    }

    @Test
    void import_beyondItsLimit_isRefused_andStoresNothing() {
        try (var small = rig.again("ASKTELL_IMPORT_MB", "1")) {
            var line = "{\"trial\":{\"trial_id\":0,\"state\":\"COMPLETE\",\"values\":[1],\"params\":{\"x\":0.5}}}\n";
            var refused = small.send(small.request(STUDIES + "/import")
                    .header("Content-Type", "application/jsonl")
                    .POST(BodyPublishers.ofString(STUDY.replace('\'', '"') + line + " ".repeat(1 << 20))));

            assertThat(code(refused)).isEqualTo("413 too_large");
            assertThat(code(rig.get(STUDIES + "/rubbish"))).isEqualTo("404 study_not_found");
        }
    }

    @Test
    void import_repeatedWithItsKey_happensOnce() {
        var text = STUDY.replace('\'', '"').replace("rubbish", "repeated");
        var first = importing(text, "key-1");
        var again = importing(text, "key-1");
        var other = importing(text.replace("repeated", "changed"), "key-1");

        assertThat(ok(201, again)).isEqualTo(ok(201, first));
        assertThat(header(again, "Idempotency-Replayed")).isEqualTo("true");
        assertThat(other.statusCode()).isEqualTo(422);
    }

    private static HttpResponse<String> importing(String jsonl, String key) {
        return rig.send(rig.request(STUDIES + "/import")
                .header("Content-Type", "application/jsonl")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(jsonl)));
    }

    private static HttpResponse<String> importing(String jsonl) {
        return rig.send(rig.request(STUDIES + "/import")
                .header("Content-Type", "application/jsonl")
                .POST(BodyPublishers.ofString(jsonl)));
    }
}
