package io.asktell.server.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.CompleteRequest;
import io.asktell.api.CreateStudyRequest;
import io.asktell.api.Directions;
import io.asktell.api.Json;
import io.asktell.api.PatchStudyRequest;
import io.asktell.api.Scores;
import io.asktell.api.SuggestRequest;
import io.asktell.api.SuggestResponse;
import io.asktell.client.AsktellClient;
import io.asktell.client.ClientOptions;
import io.asktell.client.LeaseLostException;
import io.asktell.client.StudyExhaustedException;
import io.asktell.client.TrialQuery;
import io.asktell.server.Server;
import io.asktell.server.ServerConfig;
import io.asktell.server.TestPostgres;
import io.asktell.server.Workers;
import io.asktell.server.store.DatabaseAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers that share a database, and workers that ask them all at once. */
class ReplicasIT {
    private final DatabaseAddress database = TestPostgres.freshDatabase();
    private final List<Server> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(Server::close);
    }

    @Test
    void numbers_of2000TrialsAskedBy32WorkersOfTwoServers_haveNoGapAndNoDouble() throws Exception {
        List<AsktellClient> clients = List.of(start(), start());
        clients.get(0).createStudy(study("many", "random", space("float"), Map.of(), 2000));
        Map<Integer, Double> told = new ConcurrentHashMap<>();

        Workers.every(32, worker -> {
            var study = clients.get(worker % 2).study("many");
            while (true) {
                SuggestResponse trial;
                try {
                    trial = study.ask();
                } catch (StudyExhaustedException e) {
                    return null;
                }
                study.tell(trial.trialId(), trial.trialId() / 7.0);
                assertThat(told.put(trial.trialId(), trial.trialId() / 7.0)).isNull();
            }
        });

        assertThat(told).hasSize(2000);
        var stored = clients.get(1).study("many").trials(TrialQuery.all()).toList();
        assertThat(stored).hasSize(2000);
        for (int n = 0; n < 2000; n++) {
            assertThat(stored.get(n).trialId()).isEqualTo(n);
            assertThat(stored.get(n).state()).isEqualTo("COMPLETE");
            assertThat(stored.get(n).values().get(0).value()).isEqualTo(told.get(n));
        }
    }

    @Test
    void grid_of600CellsAskedBy16WorkersOfTwoServers_givesEachCellOnce() throws Exception {
        List<AsktellClient> clients = List.of(start(), start());
        String space = """
                [{"type":"int","name":"a","low":0,"high":9},{"type":"float","name":"b","low":0,"high":0.9,"step":0.1},
                 {"type":"categorical","name":"c","choices":["u","v","w","x","y",null]}]""";
        clients.get(0).createStudy(study("grid", "grid", space, Map.of()));
        var cells = ConcurrentHashMap.<Map<String, Object>>newKeySet();

        Workers.every(16, worker -> {
            var study = clients.get(worker % 2).study("grid");
            while (true) {
                try {
                    var trial = study.ask();
                    assertThat(cells.add(trial.params()))
                            .as("cell %s", trial.params())
                            .isTrue();
                    study.tell(trial.trialId(), 1);
                } catch (StudyExhaustedException e) {
                    return null;
                }
            }
        });

        assertThat(cells).hasSize(600);
    }

    @Test
    void params_ofTheSameSeedAndSequence_areTheSame_overRestartsAndServers() {
        var one = start();
        var straight = sequence("straight", List.of(one), 24, Integer.MAX_VALUE);

        assertThat(sequence("alternating", List.of(one, start()), 24, Integer.MAX_VALUE))
                .isEqualTo(straight);
        assertThat(sequence("restarted", List.of(one), 24, 12)).isEqualTo(straight);
        assertThat(new HashSet<>(straight)).hasSize(24);
    }

    @Test
    void ask_withTheSameIdempotencyKey_isAnsweredTheSame_byAnotherServerAndAfterARestart() {
        var one = start();
        one.createStudy(study("once", "random", space("float"), Map.of()));
        var first = one.study("once").ask(new SuggestRequest(null, "w", null, null), "a-key");

        var elsewhere = start().study("once").ask(new SuggestRequest(null, "w", null, null), "a-key");
        servers.get(0).close();
        var afterwards = start().study("once").ask(new SuggestRequest(null, "w", null, null), "a-key");

        assertThat(elsewhere).isEqualTo(first);
        assertThat(afterwards).isEqualTo(first);
        assertThat(start().study("once").get().nTrials()).isEqualTo(1);
    }

    @Test
    void patches_ofTwoServersAtOnce_allTakeEffect() throws Exception {
        List<AsktellClient> clients = List.of(start(), start());
        clients.get(0).createStudy(study("patched", "random", space("float"), Map.of()));

        Workers.every(8, worker -> {
            var study = clients.get(worker % 2).study("patched");
            for (int i = 0; i < 10; i++) {
                Map<String, JsonNode> attrs =
                        Map.of("w" + worker + "-" + i, Json.mapper().valueToTree(i));
                String space = worker == 0 ? space("float").replace("\"high\":1}", "\"high\":" + (2 + i) + "}") : null;
                study.patch(new PatchStudyRequest(
                        worker == 1 ? "qmc" : null,
                        null,
                        worker == 2 ? "median" : null,
                        null,
                        attrs,
                        worker == 3 ? "paused" : null,
                        space == null ? null : Json.mapper().readTree(space)));
            }
            return null;
        });

        for (var client : clients) {
            var study = client.study("patched").get();
            assertThat(study.userAttrs()).hasSize(80);
            assertThat(study.sampler()).isEqualTo("qmc");
            assertThat(study.pruner()).isEqualTo("median");
            assertThat(study.status()).isEqualTo("paused");
            assertThat(study.searchSpace().at("/0/high").doubleValue()).isEqualTo(11);
        }
    }

    @Test
    void tell_afterTheTrialWasGivenToAnotherWorker_isLeaseLost_andTheOtherKeepsIt() {
        var client = start();
        client.createStudy(study("leases", "random", space("float"), Map.of()));
        var study = client.study("leases");
        var lost = study.ask(new SuggestRequest(null, "first", 0.2, null));
        assertThat(lost.lease()).isNotNull();

        SuggestResponse again = study.ask(new SuggestRequest(null, "second", 60.0, null));
        while (again.trialId() != lost.trialId()) { // until the first one's lease is over
            again = study.ask(new SuggestRequest(null, "second", 60.0, null));
        }

        assertThat(again.params()).isEqualTo(lost.params());
        assertThat(again.attempt()).isEqualTo(2);
        var late =
                new CompleteRequest(Scores.of(1), null, null, null, lost.lease().token(), null);
        assertThatThrownBy(() -> study.tell(lost.trialId(), late)).isInstanceOf(LeaseLostException.class);
        assertThat(study.tell(again.trialId(), 2).state()).isEqualTo("COMPLETE");
    }

    @Test
    void writesOfOneServer_heldBeforeTheirCommit_areSeenByTheSamplersOfBoth() throws Exception {
        var slow = start();
        var quick = start();
        for (var client : List.of(slow)) {
            client.createStudy(study("held", "tpe", space("float"), Map.of("seed", 5, "n_startup_trials", 2)));
            client.createStudy(study("other", "random", space("float"), Map.of()));
        }
        TestPostgres.execute(database, """
                CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NEW; END $$;
                CREATE TRIGGER hold BEFORE INSERT ON trial FOR EACH ROW WHEN (NEW.worker = 'held') EXECUTE FUNCTION hold()""");
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (var connection = TestPostgres.connect(database);
                var lock = connection.createStatement()) {
            connection.setAutoCommit(false);
            lock.execute("SELECT pg_advisory_xact_lock(4711)");
            Future<SuggestResponse> held =
                    threads.submit(() -> slow.study("held").ask(new SuggestRequest(null, "held", null, null)));
            while (TestPostgres.query(
                            database, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                    .equals("0")) {
                Thread.onSpinWait();
            }
            Future<SuggestResponse> later =
                    threads.submit(() -> quick.study("held").ask());
            for (int i = 0; i < 5; i++) { // commits meanwhile, of another study
                quick.study("other").tell(quick.study("other").ask().trialId(), i);
            }
            assertThat(later.isDone()).isFalse(); // nothing overtakes the write that is held

            connection.commit();

            assertThat(held.get().trialId()).isZero();
            assertThat(later.get().trialId()).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
        for (int n = 0; n < 2; n++) {
            slow.study("held").tell(n, n);
        }
        assertThat(slow.study("held").get().trialCounts())
                .isEqualTo(quick.study("held").get().trialCounts());
        // both servers' samplers work on the same history: the sequence is that of one server alone
        var alone = List.of(
                slow.study("held").ask().params(), quick.study("held").ask().params());
        assertThat(alone).doesNotHaveDuplicates();
        assertThat(quick.study("held")
                        .trials(TrialQuery.all())
                        .map(t -> t.trialId())
                        .toList())
                .containsExactly(0, 1, 2, 3);
    }

    /** The parameters of so many asks, each told before the next; all servers are closed and one started after {@code restart}. */
    private List<Map<String, Object>> sequence(String name, List<AsktellClient> clients, int trials, int restart) {
        List<AsktellClient> asked = clients;
        asked.get(0).createStudy(study(name, "tpe", space("float"), Map.of("seed", 42)));
        List<Map<String, Object>> params = new ArrayList<>();
        for (int n = 0; n < trials; n++) {
            if (n == restart) {
                servers.forEach(Server::close);
                asked = List.of(start());
            }
            var study = asked.get(n % asked.size()).study(name);
            var trial = study.ask();
            params.add(trial.params());
            double x = (double) trial.params().get("x");
            study.tell(trial.trialId(), -(x - 0.3) * (x - 0.3));
        }
        return params;
    }

    private AsktellClient start() {
        var environment = new HashMap<>(TestPostgres.environment(database));
        environment.put("PORT", "0");
        environment.put("AUTH_ENABLED", "false");
        environment.put("ASKTELL_EMBEDDED_WORKERS", "0");
        var server = new Server(ServerConfig.fromEnvironment(environment));
        servers.add(server);
        server.start();
        return new AsktellClient(ClientOptions.of("http://127.0.0.1:" + server.port()));
    }

    private static String space(String type) {
        return """
                [{"type":"%s","name":"x","low":0,"high":1},{"type":"int","name":"k","low":1,"high":64,"log":true}]""".formatted(type);
    }

    private static CreateStudyRequest study(String name, String sampler, String space, Map<String, Object> options) {
        return study(name, sampler, space, options, null);
    }

    private static CreateStudyRequest study(
            String name, String sampler, String space, Map<String, Object> options, Integer maxTrials) {
        try {
            JsonNode parameters = Json.mapper().readTree(space);
            return new CreateStudyRequest(
                    name,
                    Directions.of("maximize"),
                    null,
                    parameters,
                    sampler,
                    Json.mapper().valueToTree(options),
                    "none",
                    null,
                    null,
                    maxTrials,
                    null,
                    null,
                    null,
                    null);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
