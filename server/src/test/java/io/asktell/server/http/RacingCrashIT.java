package io.asktell.server.http;

import static io.asktell.server.http.ServerRig.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.server.ChildJvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A tune whose server and worker are killed in the midst of a trial ends as one that nobody disturbed, and asks no finished case again. */
@Timeout(900)
final class RacingCrashIT {
    private static final int CASES = 24;
    private static final int BATCH = 4;
    private static ServerRig server;
    private static TuneRig rig;
    private static String suite;

    private final List<ScriptedTarget> targets = new ArrayList<>();
    private ChildJvm worker;

    @BeforeAll
    static void start() {
        server = ServerRig.start("MAX_ACTIVE_TUNES", "1000", "TUNES_PER_HOUR", "1000");
        rig = new TuneRig(server);
        suite = rig.numberedSuite(CASES);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void end() {
        targets.forEach(ScriptedTarget::close);
        if (worker != null) {
            worker.close();
        }
    }

    /** Stands still at some calls until somebody has seen to it. */
    private static final class Gate {
        private final List<Integer> at;
        private final List<CountDownLatch> reached = new ArrayList<>();
        private final List<CountDownLatch> open = new ArrayList<>();

        Gate(Integer... at) {
            this.at = List.of(at);
            this.at.forEach(call -> {
                reached.add(new CountDownLatch(1));
                open.add(new CountDownLatch(1));
            });
        }

        void pass(int call) {
            int gate = at.indexOf(call);
            if (gate >= 0) {
                reached.get(gate).countDown();
                await(open.get(gate));
            }
        }

        static void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(180, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private ScriptedTarget target(String model, Gate gate) {
        var target = rig.peakedModel(model, gate::pass);
        targets.add(target);
        return target;
    }

    private static String tune(String model) {
        return rig.start("{'suite_id':'" + suite + "','models':['" + model + "'],'optimization_mode':'bayesian',"
                + "'n_trials':12,'seed':3,'repeats':2,'search_space':{'temperature':{'min':0,'max':1}}}");
    }

    @Test
    void kill9_twiceInTheMidstOfATrial_changesNothing_andAsksNoFinishedCaseAgain() throws Exception {
        var calm = target("calm", new Gate());
        var gate = new Gate(CASES, 4 * CASES + 10);
        var disturbed = target("disturbed", gate);
        worker = server.process();
        var undisturbed = rig.awaitEnd(tune("calm"));

        String job = tune("disturbed");
        for (int i = 0; i < 2; i++) {
            Gate.await(gate.reached.get(i));
            worker.kill();
            gate.open.get(i).countDown();
            server.expireLease(server.query("SELECT t.lease_token FROM trial t JOIN study s ON s.id = t.study_id"
                    + " WHERE t.state = 'RUNNING' AND s.name = 'tune-" + job + "-0'"));
            worker = server.process();
        }
        var tune = rig.awaitEnd(job);

        assertThat(tune.get("status").asText()).as(tune.toString()).isEqualTo("completed");
        assertThat(tune.at("/best/params")).isEqualTo(undisturbed.at("/best/params"));
        assertThat(combos(job)).isEqualTo(combos(undisturbed.get("job_id").asText()));
        assertThat(tune.get("completed_evaluations")).isEqualTo(undisturbed.get("completed_evaluations"));
        assertThat(calm.calls())
                .hasSize(undisturbed.get("completed_evaluations").asInt());
        assertThat(disturbed.calls().size() - calm.calls().size()).isBetween(1, 2 * BATCH);
        assertThat(server.query("SELECT count(*) FROM trial t JOIN study s ON s.id = t.study_id WHERE t.attempt = 2"
                        + " AND s.name = 'tune-" + job + "-0'"))
                .isEqualTo("2");
    }

    /** Each combination with its cases, without what depends on time. */
    private static List<JsonNode> combos(String job) throws IOException {
        List<JsonNode> combos = new ArrayList<>();
        for (var combo : rig.combos(job)) {
            var detail = ok(
                    200,
                    server.get(TuneRig.TUNES + "/" + job + "/combos/"
                            + combo.get("combo_id").asText()));
            var kept = ((ObjectNode) combo.deepCopy())
                    .retain("combo_id", "params", "status", "value", "score", "passed", "evaluated", "total", "reused");
            assertThat(detail.get("cases")).hasSize(combo.get("evaluated").asInt());
            assertThat(detail.get("cases"))
                    .extracting(c -> c.get("case_id").asText() + "/" + c.get("repeat"))
                    .doesNotHaveDuplicates();
            detail.get("cases").forEach(c -> ((ObjectNode) c).remove("latency_ms"));
            kept.set("cases", detail.get("cases"));
            combos.add(kept);
        }
        return combos;
    }
}
