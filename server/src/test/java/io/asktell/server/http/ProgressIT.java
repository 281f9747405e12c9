package io.asktell.server.http;

import static io.asktell.server.http.ServerRig.ok;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How far tunes say they are, and what they wait for. */
final class ProgressIT {
    private static ServerRig server;
    private static TuneRig rig;
    private static String suite;
    private static String worker;

    @BeforeAll
    static void start() {
        server = ServerRig.start();
        rig = new TuneRig(server).model("outside", URI.create("http://127.0.0.1:9/v1"));
        suite = rig.suite(TuneRig.SMALL_SUITE);
        worker = server.key("worker");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void timeLeft_isKnownFromTheFirstCallOn() {
        var job = rig.start("{'suite_id':'" + suite + "','models':['outside'],'optimization_mode':'grid',"
                + "'search_space':{'temperature':[0,1]}}");
        var work = rig.claim(worker);
        var before = rig.find(job);
        assertThat(before.get("eta_seconds").isNull()).isTrue();
        assertThat(before.get("percent").asDouble()).isZero();

        ok(
                200,
                rig.trial(
                        worker,
                        work,
                        "report",
                        "{'step':0,'value':1,'case_results':[{'case_id':'call','repeat':0,'outcome':'correct','score':1}]}"));

        var after = rig.find(job);
        assertThat(after.get("completed_combos").asInt()).isZero();
        assertThat(after.get("percent").asDouble()).isEqualTo(25);
        assertThat(after.get("eta_seconds").asDouble()).isPositive();
        ok(200, server.post(TuneRig.TUNES + "/" + job + "/cancel"));
        assertThat(rig.find(job).get("eta_seconds").isNull()).isTrue();
    }

    @Test
    void localTuningJob_withoutWorkers_saysWhatItWaitsFor() {
        var jobs = "/api/tuning/jobs";
        var created = ok(
                201,
                server.post(
                        jobs,
                        "{'name':'n','dataset_key':'" + suite
                                + "','base_model_id':'outside','num_samples':2,'search_space':{'temperature':{'type':'uniform','min':0,'max':1}}}"));
        assertThat(created.get("detail").isNull()).isTrue();
        var id = created.get("id").asText();

        ok(202, server.post(jobs + "/" + id + "/start"));
        rig.await(id, tune -> tune.get("status").asText().equals("running"));

        assertThat(ok(200, server.get(jobs + "/" + id)).get("detail").asText())
                .contains("this server has none", "ASKTELL_EMBEDDED_WORKERS");
        assertThat(ok(200, server.post(jobs + "/" + id + "/cancel"))
                        .get("detail")
                        .isNull())
                .isTrue();
    }
}
