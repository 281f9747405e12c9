package io.asktell.server.http;

import static io.asktell.server.http.ServerRig.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.server.ChildJvm;
import io.asktell.server.Ports;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tunes whose server or worker is killed, in the midst of the search and twice in that of the confirmation, end as one that nobody
 * disturbed: each case of each repeat counts once, and what was reported is not asked again.
 */
@Timeout(900)
final class TuneCrashIT {
    private static final int CASES = 24;
    private static final int CONFIRMING = 3 * 2 * CASES;
    /** Calls that a killed worker may have sent, but the model only sees afterwards. */
    private static final int LATE = 3;

    private static final String RESULTS = "SELECT count(*) FROM case_result WHERE NOT reused";
    private static Outcome calm;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeAll
    static void runCalmly() throws IOException {
        try (var server = ServerRig.start("ASKTELL_EMBEDDED_WORKERS", "1")) {
            var tune = new Tune(server);
            try (tune.target) {
                calm = tune.end();
                assertThat(tune.target.calls()).hasSize(calm.calls());
            }
        }
    }

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size(); i-- > 0; ) {
            opened.get(i).close();
        }
    }

    private <T extends AutoCloseable> T open(T it) {
        opened.add(it);
        return it;
    }

    /** What came of a tune, without what depends on time. */
    private record Outcome(JsonNode tune, List<JsonNode> combos) {
        int calls() {
            return tune.at("/spent/calls").asInt();
        }
    }

    /** Stands still at some calls until somebody has seen to it. */
    private static final class Gate {
        private final int at;
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch opened = new CountDownLatch(1);

        Gate(int at) {
            this.at = at;
        }

        void pass(int call) {
            if (call == at) {
                reached.countDown();
                await(opened);
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

    /** The tune, on a server of its own. */
    private static final class Tune {
        private final ServerRig server;
        private final TuneRig rig;
        private final ScriptedTarget target;
        private final String job;

        Tune(ServerRig server, Gate... gates) {
            this.server = server;
            rig = new TuneRig(server);
            target = rig.seededModel("peaked", call -> List.of(gates).forEach(gate -> gate.pass(call)));
            job = rig.start("{'suite_id':'" + rig.numberedSuite(CASES)
                    + "','models':['peaked'],'optimization_mode':'bayesian','n_trials':12,'seed':3,'repeats':2,"
                    + "'search_space':{'temperature':{'min':0,'max':1}}}");
        }

        /** The lease of the trial that runs. */
        String lease() {
            return server.query("SELECT lease_token FROM trial WHERE state = 'RUNNING'");
        }

        String attempts() {
            return server.query("SELECT sum(attempt - 1) FROM trial");
        }

        Outcome end() throws IOException {
            var tune = (ObjectNode) rig.awaitEnd(job);
            List<JsonNode> combos = new ArrayList<>();
            for (var combo : rig.combos(job)) {
                var cases = ok(
                                200,
                                server.get(TuneRig.TUNES + "/" + job + "/combos/"
                                        + combo.get("combo_id").asText()))
                        .get("cases");
                assertThat(cases).hasSize(combo.get("evaluated").asInt());
                assertThat(cases)
                        .extracting(c -> c.get("case_id").asText() + "/" + c.get("repeat"))
                        .doesNotHaveDuplicates();
                cases.forEach(c -> ((ObjectNode) c).remove("latency_ms"));
                ((ObjectNode) combo)
                        .retain("combo_id", "params", "status", "value", "passed", "evaluated", "total", "reused");
                ((ObjectNode) combo).set("cases", cases);
                combos.add(combo);
            }
            assertThat(tune.get("status").asText()).as(tune.toString()).isEqualTo("completed");
            assertThat(tune.at("/confirmation/defaults/n").asInt()).isEqualTo(CASES);
            tune.put("best", tune.at("/best/combo_id").asText());
            tune.put("defaults", tune.at("/defaults/passed").asInt());
            tune.retain(
                    "best", "defaults", "confirmation", "completed_combos", "completed_evaluations", "spent", "error");
            return new Outcome(tune, combos);
        }
    }

    private interface Start {
        ChildJvm process() throws IOException;
    }

    /**
     * Kills and starts again what runs the tune.
     *
     * @param workerDies whether the worker is killed, so that its trial must be given to another
     * @return how many calls the tune knows nothing of
     */
    private int disturb(ServerRig server, Start start, boolean workerDies) throws Exception {
        var gates = Stream.of(4 * CASES + 10, calm.calls() - CONFIRMING + 30, calm.calls() - 20)
                .map(Gate::new)
                .toArray(Gate[]::new);
        var child = open(start.process());
        var tune = new Tune(server, gates);
        open(tune.target);
        int lost = 0;
        for (var gate : gates) {
            Gate.await(gate.reached);
            child.kill();
            lost = tune.target.calls().size() - Integer.parseInt(server.query(RESULTS));
            gate.opened.countDown();
            if (workerDies) {
                server.expireLease(tune.lease());
            }
            child = open(start.process());
        }
        var disturbed = tune.end();

        assertThat(disturbed).isEqualTo(calm);
        assertThat(tune.attempts()).isEqualTo(workerDies ? Integer.toString(gates.length) : "0");
        int unknown = tune.target.calls().size() - disturbed.calls();
        assertThat(unknown).isBetween(0, lost + LATE);
        return unknown;
    }

    @Test
    void kill9_ofAServerWithItsWorker_besideAnother() throws Exception {
        var other = open(ServerRig.start());

        assertThat(disturb(other, () -> other.process("ASKTELL_EMBEDDED_WORKERS", "1"), true))
                .isPositive();
    }

    @Test
    void kill9_ofTheOnlyServer_withItsWorker() throws Exception {
        int port = Ports.free();
        var only = ServerRig.ofProcesses(port);

        assertThat(disturb(only, () -> process(only, port, "1"), true)).isPositive();
    }

    @Test
    void kill9_ofAnOutsideWorker() throws Exception {
        var server = open(ServerRig.start());
        var key = server.key("worker");

        assertThat(disturb(server, () -> worker(server, key), true)).isPositive();
    }

    @Test
    void kill9_ofTheOnlyServer_leavesTheOutsideWorkerItsTrial_andLosesNoCall() throws Exception {
        int port = Ports.free();
        var only = ServerRig.ofProcesses(port);
        try (var first = process(only, port, "0")) {
            open(worker(only, only.key("worker")));
            first.kill();
        }

        assertThat(disturb(only, () -> process(only, port, "0"), false)).isZero();
    }

    private static ChildJvm process(ServerRig server, int port, String workers) throws IOException {
        return server.process("PORT", Integer.toString(port), "ASKTELL_EMBEDDED_WORKERS", workers);
    }

    private static ChildJvm worker(ServerRig server, String key) throws IOException {
        return ChildJvm.run(
                Map.of("ASKTELL_KEY", key),
                "io.asktell.server.Main",
                "worker",
                "--server",
                server.uri("").toString());
    }
}
