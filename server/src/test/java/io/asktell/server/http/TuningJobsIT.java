package io.asktell.server.http;

import static io.asktell.server.http.ServerRig.header;
import static io.asktell.server.http.ServerRig.ok;
import static io.asktell.server.http.ServerRig.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.Json;
import io.asktell.reference.ReferenceModelOptions;
import io.asktell.reference.ReferenceModelServer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tuning jobs: made, started, run by the server's own workers or by those outside, and their artifacts. */
final class TuningJobsIT {
    private static final String JOBS = "/api/tuning/jobs";
    private static final String SPACE =
            "'search_space':{'lr':{'type':'loguniform','min':0.0001,'max':0.1},'batch':{'type':'choice','values':[8,16]},"
                    + "'layers':{'type':'randint','min':1,'max':5},'rank':{'type':'int','min':1,'max':4},"
                    + "'dropout':{'type':'uniform','min':0,'max':0.5}}";
    private static final String ANY = "{'worker':'w','kinds':['tuning','tool_eval'],'wait_seconds':10}";
    private static final String NOW = "{'worker':'w','kinds':['tuning','tool_eval'],'wait_seconds':0}";

    @TempDir
    private static Path data;

    private static ServerRig server;
    private static ReferenceModelServer model;
    private static TuneRig rig;
    private static String suite;
    private static String worker;

    @BeforeAll
    static void start() {
        server = ServerRig.start(
                "ASKTELL_EMBEDDED_WORKERS",
                "2",
                "ASKTELL_DATA_DIR",
                data.toString(),
                "MAX_ACTIVE_TUNES",
                "1000",
                "TUNES_PER_HOUR",
                "1000",
                "MAX_RUNNING_JOBS",
                "100");
        model = ReferenceModelServer.start(ReferenceModelOptions.defaults().withSeed(1));
        rig = new TuneRig(server).model("lexical-1", model.baseUri());
        suite = rig.suite(TuneRig.SMALL_SUITE);
        worker = server.key("worker");
    }

    @AfterAll
    static void stop() {
        server.close();
        model.close();
    }

    private static String create(String more) {
        var job = ok(201, server.post(JOBS, "{'name':'sweep'," + more + "}"));
        assertThat(job.get("status").asText()).isEqualTo("created");
        return job.get("id").asText();
    }

    private static String outside(String more) {
        return create("'dataset_key':'gsm8k','base_model_id':'gemma','mode':'remote','metric_name':'loss',"
                + "'metric_mode':'min',"
                + SPACE
                + more);
    }

    private static JsonNode start(String id) {
        return ok(202, server.post(JOBS + "/" + id + "/start"));
    }

    private static JsonNode await(ServerRig at, String id, Predicate<JsonNode> so) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        JsonNode job = ok(200, at.get(JOBS + "/" + id));
        while (!so.test(job)) {
            assertThat(System.nanoTime()).as("time is up: %s", job).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            job = ok(200, at.get(JOBS + "/" + id));
        }
        return job;
    }

    private static JsonNode awaitEnd(String id) {
        return await(server, id, job -> job.get("status").asText().matches("completed|failed|canceled"));
    }

    private static JsonNode claim() {
        return ok(200, rig.claim(worker, null, ANY));
    }

    private static void tell(String value) {
        ok(200, rig.trial(worker, claim(), "complete", "{'values':" + value + "}"));
    }

    private static void fail() {
        ok(200, rig.trial(worker, claim(), "fail", "{'reason':'out of memory'}"));
    }

    @Test
    void localJob_onASuite_isRunByTheServersOwnWorkers() throws IOException {
        var id = create(
                "'dataset_key':'" + suite + "','base_model_id':'lexical-1','metric_name':'score_mean',"
                        + "'metric_mode':'max','num_samples':3,'sampler':'random','seed':4,"
                        + "'search_space':{'temperature':{'type':'uniform','min':0,'max':1},'top_k':{'type':'randint','min':1,'max':40}}");
        assertThat(ok(200, server.get(JOBS + "/" + id)).get("trials")).isEmpty();

        assertThat(start(id).get("status").asText()).matches("queued|running|completed");
        var job = awaitEnd(id);

        assertThat(job.get("status").asText()).as(job.toString()).isEqualTo("completed");
        assertThat(job.get("trials")).hasSize(3);
        var best = job.get("best_run_id").asText();
        double value = -1;
        for (var trial : job.get("trials")) {
            assertThat(trial.get("status").asText()).isEqualTo("COMPLETE");
            assertThat(trial.get("completed_at").isNull()).isFalse();
            value = Math.max(value, trial.get("metric_value").asDouble());
            if (trial.get("run_id").asText().equals(best)) {
                assertThat(trial.get("params_json")).isEqualTo(job.get("best_params_json"));
            }
        }
        assertThat(job.get("best_value").asDouble()).isEqualTo(value);
        assertThat(rig.find(id).get("best_run_id").asText()).isEqualTo(best);

        var artifacts = ok(200, server.get(JOBS + "/" + id + "/artifacts"));
        assertThat(artifacts.at("/request/seed").asInt()).isEqualTo(4);
        assertThat(artifacts.at("/resolved/suite_version").asInt()).isEqualTo(1);
        assertThat(artifacts.at("/resolved/search_space")).hasSize(2);
        assertThat(artifacts.get("summary")).isEqualTo(job);
        var folder = data.resolve("tuning").resolve(id);
        assertThat(artifacts.get("path").asText()).isEqualTo("tuning/" + id);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("request.json", "resolved.json", "summary.json");
        assertThat(Json.mapper().readTree(folder.resolve("summary.json").toFile()))
                .isEqualTo(job);
    }

    @Test
    void remoteJob_onAnyDataset_isRunByClaims_andItsBestIsTheLeast() {
        var id = outside(",'num_samples':3");
        start(id);

        var work = claim();
        assertThat(work.get("kind").asText()).isEqualTo("tuning");
        assertThat(work.get("job_id").asText()).isEqualTo(id);
        assertThat(work.get("suite_id").asText()).isEqualTo("gsm8k");
        assertThat(work.get("params")).hasSize(5);
        assertThat(work.at("/params/batch").asInt()).isIn(8, 16);
        assertThat(work.at("/params/layers").asInt()).isBetween(1, 4);
        assertThat(rig.claim(worker, null, NOW).statusCode())
                .as("one trial at a time")
                .isEqualTo(204);
        ok(200, rig.trial(worker, work, "complete", "{'values':0.7}"));
        fail();
        tell("0.3");
        tell("0.5");

        var job = awaitEnd(id);
        assertThat(job.get("status").asText()).isEqualTo("completed");
        assertThat(job.get("best_value").asDouble()).isEqualTo(0.3);
        assertThat(job.get("best_run_id")).isEqualTo(job.at("/trials/2/run_id"));
        var failed = job.at("/trials/1");
        assertThat(failed.get("status").asText()).isEqualTo("FAIL");
        assertThat(failed.get("metric_value").isNull()).isTrue();
        assertThat(failed.get("error").asText()).isEqualTo("out of memory");
    }

    @Test
    void tooManyFailures_failTheJob_whichMayBeStartedAgain_andKeepsWhatItHas() {
        var id = outside(",'num_samples':3");
        start(id);
        tell("0.7");
        fail();
        fail();

        var failed = awaitEnd(id);
        assertThat(failed.get("status").asText()).isEqualTo("failed");
        assertThat(failed.get("error").asText()).contains("2 trials failed");
        assertThat(failed.get("best_value").asDouble()).isEqualTo(0.7);

        start(id);
        fail();
        tell("0.2");
        tell("0.4");
        var job = awaitEnd(id);
        assertThat(job.get("status").asText()).isEqualTo("completed");
        assertThat(job.get("error").isNull()).isTrue();
        assertThat(job.get("trials")).hasSize(6);
        assertThat(job.get("best_value").asDouble()).isEqualTo(0.2);
    }

    @Test
    void startTwice_isAConflict_andSoIsCancelOfAnEndedJob() {
        var id = outside(",'num_samples':2");
        start(id);

        assertThat(refusal(server.post(JOBS + "/" + id + "/start"))).isEqualTo("409 job_started");
        assertThat(ok(200, server.post(JOBS + "/" + id + "/cancel"))
                        .get("status")
                        .asText())
                .isEqualTo("canceled");
        assertThat(refusal(server.post(JOBS + "/" + id + "/start"))).isEqualTo("409 job_started");
        var never = outside("");
        assertThat(ok(200, server.post(JOBS + "/" + never + "/cancel"))
                        .get("status")
                        .asText())
                .isEqualTo("canceled");
    }

    @Test
    void localJob_isNotForWorkersOutside() {
        var id = create("'dataset_key':'" + suite + "','base_model_id':'lexical-1','num_samples':500,"
                + "'search_space':{'temperature':{'type':'uniform','min':0,'max':1}}");
        start(id);
        await(server, id, job -> job.get("status").asText().equals("running"));

        assertThat(rig.claim(worker, null, NOW).statusCode()).isEqualTo(204);

        ok(200, server.post(JOBS + "/" + id + "/cancel"));
    }

    @Test
    void remoteJob_onASuite_isNotForTheServersOwnWorkers() {
        var id = create("'dataset_key':'" + suite + "','base_model_id':'lexical-1','mode':'remote','num_samples':1,"
                + "'search_space':{'temperature':{'type':'uniform','min':0,'max':1}}");
        start(id);

        var work = claim();

        assertThat(work.get("kind").asText()).isEqualTo("tool_eval");
        assertThat(work.get("job_id").asText()).isEqualTo(id);
        ok(200, rig.trial(worker, work, "complete", "{'values':1}"));
        assertThat(awaitEnd(id).get("trials")).hasSize(1);
    }

    @Test
    void runningJob_goesOnAfterARestart() {
        String id;
        String key;
        var first = server.again("ASKTELL_DATA_DIR", data.toString());
        try (first) {
            var body =
                    "{'name':'n','dataset_key':'d','base_model_id':'m','mode':'remote','num_samples':2," + SPACE + "}";
            id = ok(201, first.post(JOBS, body)).get("id").asText();
            ok(202, first.post(JOBS + "/" + id + "/start"));
            key = first.key("worker");
            var rigOfFirst = new TuneRig(first);
            var work = ok(200, rigOfFirst.claim(key, null, ANY));
            ok(200, rigOfFirst.trial(key, work, "complete", "{'values':1}"));
        }

        try (var second = server.again("ASKTELL_DATA_DIR", data.toString())) {
            var rigOfSecond = new TuneRig(second);
            var work = ok(200, rigOfSecond.claim(key, null, ANY));
            assertThat(work.get("trial_id").asInt()).isEqualTo(1);
            ok(200, rigOfSecond.trial(key, work, "complete", "{'values':2}"));
            var job = await(second, id, j -> j.get("status").asText().equals("completed"));
            assertThat(job.get("best_value").asDouble()).isEqualTo(2);
        }
    }

    @Test
    void list_hasTheNewestFirst_inPages() {
        var first = outside("");
        var second = outside("");

        var page = server.get(JOBS + "?limit=2");

        assertThat(ok(200, page).findValuesAsText("id")).containsExactly(second, first);
        assertThat(Integer.parseInt(header(page, "X-Total-Count"))).isGreaterThanOrEqualTo(2);
        assertThat(ok(200, page).get(0).has("trials")).isFalse();
        assertThat(ok(200, page).get(0).get("max_concurrent_trials").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    'num_samples':0                     | num_samples
                    'max_concurrent_trials':0           | max_concurrent_trials
                    'max_failures':-1                   | max_failures
                    'mode':'cluster'                    | mode
                    'mode':'local'                      | dataset_key,base_model_id,metric_name
                    'metric_mode':'best'                | metric_mode
                    'search_space':null                 | search_space
                    'search_space':{'x':{'type':'normal','min':0,'max':1}} | search_space.x.type
                    'sampler':'ray'                     | sampler
                    'pruner':'asha'                     | pruner
                    'name':' '                           | name
                    'dataset_key':' '                    | dataset_key
                    """)
    void wrongField_isRefusedByName(String wrong, String field) {
        var valid = Json.mapper().createObjectNode();
        valid.setAll((ObjectNode)
                ServerRig.tree("{'name':'n','dataset_key':'d','base_model_id':'m','mode':'remote','metric_name':'loss',"
                        + SPACE + "}"));
        valid.setAll((ObjectNode) ServerRig.tree("{" + wrong + "}"));

        var answer = server.post(JOBS, valid.toString());

        assertThat(refusal(answer)).isEqualTo("422 invalid " + field);
    }

    @ParameterizedTest
    @CsvSource({"GET,''", "GET,/artifacts", "POST,/start", "POST,/cancel"})
    void unknownJob_isNotFound_andScopesAreHeldTo(String method, String path) {
        assertThat(refusal(server.call(method, JOBS + "/none" + path, ""))).isEqualTo("404 job_not_found");
        var request =
                server.as(server.key("tuner:write"), JOBS + "/none" + path).method(method, BodyPublishers.noBody());
        assertThat(refusal(server.send(request))).isEqualTo("403 scope_missing");
    }
}
