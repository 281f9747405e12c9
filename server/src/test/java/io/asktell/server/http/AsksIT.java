package io.asktell.server.http;

import static io.asktell.server.http.HttpRig.code;
import static io.asktell.server.http.HttpRig.json;
import static io.asktell.server.http.HttpRig.posting;
import static io.asktell.server.http.ServerRig.STUDIES;
import static io.asktell.server.http.ServerRig.names;
import static io.asktell.server.http.ServerRig.ok;
import static io.asktell.server.http.ServerRig.refusal;
import static io.asktell.server.http.ServerRig.trial;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Asking for trials, and queueing those that somebody wants tried. */
final class AsksIT {
    private static final String MIXED = "[{'type':'float','name':'x','low':0,'high':1},"
            + "{'type':'int','name':'n','low':1,'high':9},"
            + "{'type':'categorical','name':'c','choices':['1',1,true,null]},"
            + "{'type':'float','name':'momentum','low':0,'high':1,'when':{'param':'c','in':['1']}}]";

    private static ServerRig rig;

    @BeforeAll
    static void start() {
        rig = ServerRig.start();
        mixed("kept");
        rig.ask("kept");
        mixed("queue");
        rig.ask("queue");
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    void metrics_countTrialsByOrigin() {
        rig.study("counted", "");
        long before = given();

        ok(200, rig.post(STUDIES + "/counted/trials/suggest", "{'count':3}"));

        assertThat(given() - before).isEqualTo(3);
    }

    private static long given() {
        return rig.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("asktell_asks_total{sampler=\"random\",origin=\"model\"}"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }

    @Test
    void suggest_withoutBody_givesARunningTrial() {
        rig.study("plain", "");

        var given = rig.ask("plain");
        var trial = json(rig.get(trial("plain", 0)));

        assertThat(names(given))
                .containsExactly("trial_id", "number", "params", "study_name", "lease", "origin", "attempt");
        assertThat(given.get("number")).isEqualTo(given.get("trial_id"));
        assertThat(given.get("study_name").asText()).isEqualTo("plain");
        assertThat(given.get("lease").isNull()).isTrue();
        assertThat(given.get("attempt").asInt()).isEqualTo(1);
        assertThat(given.get("origin").asText()).isIn("startup", "model");
        assertThat(trial.get("state").asText()).isEqualTo("RUNNING");
        assertThat(trial.get("params")).isEqualTo(given.get("params"));
        assertThat(trial.get("datetime_start").isNull()).isFalse();
        assertThat(json(rig.get(STUDIES + "/plain")).get("datetime_start")).isEqualTo(trial.get("datetime_start"));
    }

    @Test
    void suggest_ofACount_givesThatMany_orAsManyAsAreLeft() {
        rig.study("batch", ",'max_trials':5");

        var one = ok(200, suggest("batch", "{'count':1}"));
        var two = ok(200, suggest("batch", "{'count':2,'worker':'w'}"));
        var rest = ok(200, suggest("batch", "{'count':1000}"));
        var none = suggest("batch", "{'count':1}");

        assertThat(names(one)).containsExactly("trials");
        assertThat(one.get("trials").findValuesAsText("trial_id")).containsExactly("0");
        assertThat(two.get("trials").findValuesAsText("trial_id")).containsExactly("1", "2");
        assertThat(rest.get("trials").findValuesAsText("trial_id")).containsExactly("3", "4");
        assertThat(code(none)).isEqualTo("409 study_exhausted");
        assertThat(json(rig.get(STUDIES + "/batch")).get("n_trials").asInt()).isEqualTo(5);
        assertThat(json(rig.get(trial("batch", 2))).get("worker").asText()).isEqualTo("w");
    }

    @Test
    void suggest_beyondMaxTrials_countsAllButFailedOnes() {
        rig.study("limited", ",'max_trials':1");
        rig.ask("limited");
        assertThat(code(suggest("limited", "{}"))).isEqualTo("409 study_exhausted");

        ok(200, rig.post(trial("limited", 0) + "/fail"));

        assertThat(rig.ask("limited").get("trial_id").asInt()).isEqualTo(1);
        ok(200, rig.post(trial("limited", 1) + "/prune"));
        assertThat(code(suggest("limited", "{}"))).isEqualTo("409 study_exhausted");
    }

    @Test
    void suggest_withFixedParams_hasThem_ofWhateverType() {
        mixed("fixed");

        var text = ok(200, suggest("fixed", "{'fixed_params':{'c':'1','x':0.25,'momentum':0.5}}"))
                .get("params");
        var number = ok(200, suggest("fixed", "{'fixed_params':{'c':1,'n':9}}")).get("params");
        var nothing = ok(200, suggest("fixed", "{'fixed_params':{'c':null}}")).get("params");

        assertThat(text.get("c").isTextual()).isTrue();
        assertThat(text.get("x").asDouble()).isEqualTo(0.25);
        assertThat(text.get("momentum").asDouble()).isEqualTo(0.5);
        assertThat(number.get("c").isIntegralNumber()).isTrue();
        assertThat(number.get("n").asInt()).isEqualTo(9);
        assertThat(names(number)).containsExactly("x", "n", "c");
        assertThat(nothing.get("c").isNull()).isTrue();
    }

    @Test
    void suggest_ofAConditionalSpace_leavesOutWhatIsInactive() {
        mixed("conditional");

        var trials = ok(200, suggest("conditional", "{'count':40}")).get("trials");

        for (JsonNode given : trials) {
            var params = given.get("params");
            boolean active = params.get("c").isTextual();
            assertThat(params.has("momentum")).as(params.toString()).isEqualTo(active);
        }
        assertThat(trials.findValues("momentum")).hasSizeBetween(1, 39);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'count':0}                                         | 422 invalid count",
                "{'count':1001}                                      | 422 invalid count",
                "{'count':1.5}                                       | 422 invalid count",
                "{'count':'2'}                                       | 422 invalid count",
                "{'count':1,'colour':1}                              | 422 invalid colour",
                "{'lease_seconds':0}                                 | 422 invalid lease_seconds",
                "{'lease_seconds':604801}                            | 422 invalid lease_seconds",
                "{'lease_seconds':NaN}                               | 422 invalid lease_seconds",
                "{'worker':7}                                        | 422 invalid worker",
                "{'fixed_params':[1]}                                | 422 invalid fixed_params",
                "{'fixed_params':{'zz':1}}                           | 422 invalid fixed_params.zz",
                "{'fixed_params':{'x':1.5,'n':0}}                    | 422 invalid fixed_params.x,fixed_params.n",
                "{'fixed_params':{'x':null}}                         | 422 invalid fixed_params.x",
                "{'fixed_params':{'x':'0.5'}}                        | 422 invalid fixed_params.x",
                "{'fixed_params':{'n':1.5}}                          | 422 invalid fixed_params.n",
                "{'fixed_params':{'c':'true'}}                       | 422 invalid fixed_params.c",
                "{'fixed_params':{'c':{'a':[]}}}                     | 422 invalid fixed_params.c",
                "{'fixed_params':{'c':true,'momentum':0.5}}          | 422 invalid fixed_params.momentum",
                "{'count':1,'count':2}                               | 400 malformed_json",
                "[]                                                  | 422 invalid body",
                "{                                                   | 400 malformed_json",
            })
    void suggest_ofNonsense_changesNothing(String body, String refusal) {
        var before = rig.snapshot("kept");

        var refused = suggest("kept", body);

        assertThat(refusal(refused)).isEqualTo(refusal);
        assertThat(rig.snapshot("kept")).isEqualTo(before);
    }

    @Test
    void suggest_byATooLongNamedWorker_changesNothing() {
        var before = rig.snapshot("kept");

        var refused = suggest("kept", "{'worker':'" + "w".repeat(10_001) + "'}");

        assertThat(refusal(refused)).isEqualTo("422 invalid worker");
        assertThat(rig.snapshot("kept")).isEqualTo(before);
    }

    @Test
    void suggest_withAnIdempotencyKey_givesOneTrial_andTakesNoOtherBody() {
        rig.study("once", "");
        var path = STUDIES + "/once/trials/suggest";

        var first = rig.send(posting(rig.request(path), "{\"worker\":\"a\"}").header("Idempotency-Key", "k"));
        var again = rig.send(posting(rig.request(path), "{\"worker\":\"a\"}").header("Idempotency-Key", "k"));
        var other = rig.send(posting(rig.request(path), "{\"worker\":\"b\"}").header("Idempotency-Key", "k"));

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(ok(200, again).get("trial_id").asInt()).isZero();
        assertThat(code(other)).isEqualTo("422 idempotency_key_reused");
        assertThat(json(rig.get(STUDIES + "/once")).get("n_trials").asInt()).isEqualTo(1);
    }

    @Test
    void enqueue_waits_untilTheNextAskGetsIt() {
        mixed("wanted");
        rig.ask("wanted");

        var queued = ok(
                201,
                rig.post(STUDIES + "/wanted/trials/enqueue", "{'params':{'n':4},'user_attrs':{'why':{'a':[1,null]}}}"));
        var fixed = ok(200, suggest("wanted", "{'fixed_params':{'n':5}}"));
        var given = rig.ask("wanted");
        var after = ok(
                200,
                rig.post(
                        trial("wanted", given.get("trial_id").asInt()) + "/complete",
                        "{'values':1,'user_attrs':{'b':2}}"));

        assertThat(queued.get("state").asText()).isEqualTo("WAITING");
        assertThat(queued.get("params").toString()).isEqualTo("{\"n\":4}");
        assertThat(queued.get("datetime_start").isNull()).isTrue();
        assertThat(queued.get("trial_id").asInt()).isEqualTo(1);
        assertThat(fixed.get("trial_id").asInt()).isEqualTo(2);
        assertThat(given.get("trial_id").asInt()).isEqualTo(1);
        assertThat(given.get("origin").asText()).isEqualTo("queue");
        assertThat(given.at("/params/n").asInt()).isEqualTo(4);
        assertThat(names(given.get("params"))).contains("x", "n", "c");
        assertThat(after.get("user_attrs")).isEqualTo(ServerRig.tree("{'why':{'a':[1,null]},'b':2}"));
    }

    @Test
    void enqueue_ofWhatExists_isSkippedOnRequest() {
        rig.study("skip", "");
        var path = STUDIES + "/skip/trials/enqueue";

        var first = ok(201, rig.post(path, "{'params':{'x':0.5}}"));
        var skipped = ok(201, rig.post(path, "{'params':{'x':0.5},'skip_if_exists':true}"));
        var other = ok(201, rig.post(path, "{'params':{'x':0.75},'skip_if_exists':true}"));
        var doubled = ok(201, rig.post(path, "{'params':{'x':0.5}}"));

        assertThat(skipped).isEqualTo(first);
        assertThat(other.get("trial_id").asInt()).isEqualTo(1);
        assertThat(doubled.get("trial_id").asInt()).isEqualTo(2);
    }

    @Test
    void enqueue_withAnIdempotencyKey_addsOneTrial() {
        rig.study("queued-once", "");
        var path = STUDIES + "/queued-once/trials/enqueue";

        var first = rig.send(posting(rig.request(path), "{\"params\":{}}").header("Idempotency-Key", "k"));
        var again = rig.send(posting(rig.request(path), "{\"params\":{}}").header("Idempotency-Key", "k"));

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(json(rig.get(STUDIES + "/queued-once")).get("n_trials").asInt())
                .isEqualTo(1);
    }

    @Test
    void enqueue_intoAStudyWithNothingLeft_isExhausted() {
        rig.study("full", ",'max_trials':1");
        rig.ask("full");
        rig.study("stopped", "");
        rig.call("PATCH", STUDIES + "/stopped", "{'status':'stopped'}");

        for (var study : new String[] {"full", "stopped"}) {
            var before = rig.snapshot(study);
            assertThat(code(rig.post(STUDIES + "/" + study + "/trials/enqueue", "{'params':{}}")))
                    .isEqualTo("409 study_exhausted");
            assertThat(rig.snapshot(study)).isEqualTo(before);
        }
    }

    @Test
    void enqueue_intoAGridGivenOut_isStillGiven() {
        ok(
                201,
                rig.post(
                        STUDIES,
                        "{'name':'cells','sampler':'grid','search_space':[{'type':'categorical','name':'a','choices':[1,2]},"
                                + "{'type':'categorical','name':'b','choices':[3]}]}"));
        ok(200, suggest("cells", "{'count':2}"));
        assertThat(code(suggest("cells", "{}"))).isEqualTo("409 study_exhausted");

        ok(201, rig.post(STUDIES + "/cells/trials/enqueue", "{'params':{'a':2}}"));

        assertThat(rig.ask("cells").get("params").toString()).isEqualTo("{\"a\":2,\"b\":3}");
        assertThat(code(suggest("cells", "{}"))).isEqualTo("409 study_exhausted");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                  | 422 invalid params",
                "{'params':null}                                     | 422 invalid params",
                "{'params':[]}                                       | 422 invalid params",
                "{'params':{'zz':1,'x':2}}                           | 422 invalid params.zz,params.x",
                "{'params':{'x':NaN}}                                | 422 invalid params.x",
                "{'params':{},'skip_if_exists':'yes'}                | 422 invalid skip_if_exists",
                "{'params':{},'user_attrs':[]}                       | 422 invalid user_attrs",
                "{'params':{},'values':1}                            | 422 invalid values",
                "{'params':{},'user_attrs':{'a':'\\u0000'}}          | 422 invalid user_attrs.a",
                "''                                                  | 422 invalid body",
                "{'params':{}                                        | 400 malformed_json",
            })
    void enqueue_ofNonsense_changesNothing(String body, String refusal) {
        var before = rig.snapshot("queue");

        var refused = rig.post(STUDIES + "/queue/trials/enqueue", body);

        assertThat(refusal(refused)).isEqualTo(refusal);
        assertThat(rig.snapshot("queue")).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "trials/suggest     | {}",
                "trials/enqueue     | {'params':{}}",
                "trials/complete    | {'results':[{'trial_id':0,'values':1}]}",
                "trials/0/heartbeat | {}",
                "trials/0/report    | {'step':1,'value':1}",
                "trials/0/complete  | {'values':1}",
                "trials/0/prune     | {}",
                "trials/0/fail      | {}",
            })
    void writing_intoNoStudy_isNotFound_andByAReader_isForbidden(String route, String body) {
        var reader = rig.key("tuner:read");
        var before = rig.snapshot("kept");

        var nowhere = rig.post(STUDIES + "/nowhere/" + route, body);
        var forbidden = rig.send(posting(rig.as(reader, STUDIES + "/kept/" + route), body.replace('\'', '"')));

        assertThat(code(nowhere)).isEqualTo("404 study_not_found");
        assertThat(code(forbidden)).isEqualTo("403 scope_missing");
        assertThat(rig.snapshot("kept")).isEqualTo(before);
    }

    private static HttpResponse<String> suggest(String study, String body) {
        return rig.post(STUDIES + "/" + study + "/trials/suggest", body);
    }

    private static void mixed(String name) {
        ok(
                201,
                rig.post(
                        STUDIES,
                        "{'name':'" + name + "','sampler':'random','sampler_options':{'seed':1},'search_space':" + MIXED
                                + "}"));
    }
}
