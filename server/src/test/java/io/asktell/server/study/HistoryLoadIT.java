package io.asktell.server.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asktell.api.CreateStudyRequest;
import io.asktell.api.Directions;
import io.asktell.api.Json;
import io.asktell.api.PatchStudyRequest;
import io.asktell.server.TestPostgres;
import io.asktell.server.Workers;
import io.asktell.server.metrics.Attendance;
import io.asktell.server.metrics.Meters;
import io.asktell.server.problem.NotFoundException;
import io.asktell.server.store.Database;
import io.asktell.server.store.HistoryStore;
import io.asktell.server.store.Schema;
import io.asktell.study.TrialState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Histories in memory: read from the database they are what they were, each row is read once, and they take no more than they may. */
final class HistoryLoadIT {
    private static final Caller CALLER = new Caller("key", false);
    private static final String SPACE = """
            [{"type":"categorical","name":"c","choices":["a","b",null]},{"type":"float","name":"x","low":1e-9,"high":1,"log":true},
             {"type":"float","name":"depth","low":0,"high":1,"when":{"param":"c","in":["b"]}},{"type":"int","name":"n","low":0,"high":9}]""";

    private final Database database =
            Database.open(TestPostgres.freshDatabase(), new Schema("db/migration", "asktell_history"), 4);
    private final List<Ledgers> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Ledgers::close);
        database.close();
    }

    @Test
    void history_readFromTheDatabase_isTheOneKept_whateverTheTrialsHold() throws Exception {
        var keeping = ledgers(Long.MAX_VALUE);
        var following = ledgers(Long.MAX_VALUE);
        create(keeping, "all");
        var trials = new Trials(keeping, database.jdbi());
        for (String c : new String[] {"a", "b", "a", "b", "a", "b", "a"}) {
            trials.ask("all", new Asking(1, "w", 60.0, Map.of("c", c), CALLER));
            assertThat(described(following)).isEqualTo(described(keeping));
        }
        trials.report("all", reporting(0, Map.of(3, 0.1, 7, Double.POSITIVE_INFINITY)));
        assertThat(described(following)).isEqualTo(described(keeping));
        trials.report("all", reporting(0, Map.of(5, Double.NaN, 7, -0.0)));
        trials.tell("all", telling(0, TrialState.COMPLETE, new double[] {Double.NEGATIVE_INFINITY, 1e-300}, null));
        trials.tell("all", telling(1, TrialState.COMPLETE, new double[] {-0.0, 4.9e-324}, new double[] {-1, 2.5, 1}));
        assertThat(described(following)).isEqualTo(described(keeping));
        trials.tell("all", telling(2, TrialState.COMPLETE, new double[] {1, Double.MAX_VALUE}, new double[] {}));
        trials.tell("all", telling(3, TrialState.PRUNED, null, null));
        trials.tell("all", telling(4, TrialState.FAIL, null, new double[] {0}));
        trials.enqueue("all", new Enqueuing(Map.of("n", 6L), "{\"n\": 6}", "{\"from\":\"\\\"me\\\"\"}", false));
        trials.report("all", reporting(5, Map.of(0, 0.30000000000000004)));

        String kept = described(keeping);

        assertThat(kept).contains("7 WAITING", "6 RUNNING", "5 RUNNING", "0 COMPLETE", "3 PRUNED", "4 FAIL", "NaN");
        assertThat(described(following)).isEqualTo(kept);
        assertThat(described(ledgers(Long.MAX_VALUE))).isEqualTo(kept);
    }

    @Test
    void load_ofAStudy_readsEachRowOnce() throws Exception {
        var ledgers = ledgers(Long.MAX_VALUE);
        long id = create(ledgers, "all");
        var trials = new Trials(ledgers, database.jdbi());
        trials.ask("all", new Asking(300, "w", null, Map.of(), CALLER));
        for (int n = 0; n < 300; n++) {
            trials.report("all", reporting(n, Map.of(1, 1.0, 2, 2.0)));
        }

        database.jdbi().useTransaction(handle -> {
            long rows = read(handle, "trial");
            long reports = read(handle, "intermediate_value");
            List<Integer> numbers = new ArrayList<>();

            HistoryStore.changedAfter(handle, id, 0, (trial, started, finished) -> {
                numbers.add(trial.number());
                assertThat(trial.reports().asMap()).isEqualTo(Map.of(1, 1.0, 2, 2.0));
            });

            assertThat(numbers).hasSize(300).isSorted().doesNotHaveDuplicates();
            assertThat(read(handle, "trial") - rows).isEqualTo(300);
            assertThat(read(handle, "intermediate_value") - reports).isEqualTo(600);
        });
    }

    @Test
    void load_brokenOffByItsReader_leavesTheConnectionUsable() throws Exception {
        var ledgers = ledgers(Long.MAX_VALUE);
        long id = create(ledgers, "all");
        new Trials(ledgers, database.jdbi()).ask("all", new Asking(1000, "w", null, Map.of(), CALLER));

        database.jdbi().useHandle(handle -> {
            var refusal = new IllegalStateException("enough");
            assertThatThrownBy(() -> HistoryStore.changedAfter(handle, id, 0, (trial, started, finished) -> {
                        throw refusal;
                    }))
                    .isSameAs(refusal);
            assertThat(handle.createQuery("SELECT count(*) FROM trial")
                            .mapTo(Long.class)
                            .one())
                    .isEqualTo(1000);
        });
    }

    @Test
    void load_wantedByManyAtOnce_happensOnce() throws Exception {
        create(ledgers(Long.MAX_VALUE), "all");
        new Trials(opened.get(0), database.jdbi()).ask("all", new Asking(500, "w", null, Map.of(), CALLER));
        var cold = ledgers(Long.MAX_VALUE);

        Workers.every(8, worker -> {
            cold.read("all", state -> state.history.size());
            return null;
        });

        assertThat(cold.kept().loads()).isEqualTo(1);
        assertThat(cold.kept().bytes()).isGreaterThan(500 * 8 * 4);
    }

    @Test
    void histories_beyondTheMemoryTheyMayTake_areLetGo_theLeastRecentlyUsedFirst_andReadAgain() throws Exception {
        var all = ledgers(Long.MAX_VALUE);
        for (String name : List.of("a", "b", "c")) {
            create(all, name);
            new Trials(all, database.jdbi()).ask(name, new Asking(200, "w", null, Map.of(), CALLER));
            all.read(name, state -> state.history.size());
        }
        long three = all.kept().bytes();
        assertThat(all.kept().evictions()).isZero();
        var few = ledgers(three * 3 / 4);
        for (String name : List.of("a", "b", "a", "c", "a")) {
            assertThat(few.<Integer>read(name, state -> state.history.size())).isEqualTo(200);
        }

        assertThat(few.kept().loads()).isEqualTo(3); // c took the place of b, so a was still there
        assertThat(few.kept().hits()).isEqualTo(2);
        assertThat(few.kept().evictions()).isEqualTo(1);
        assertThat(few.kept().studies()).isEqualTo(2);
        few.read("b", state -> state.history.size());
        assertThat(few.kept().loads()).isEqualTo(4);
        assertThat(few.kept().bytes()).isBetween(1L, three * 3 / 4);
    }

    @Test
    void preload_readsLongHistoriesOfActiveStudies_theNewestFirst_whileThereIsRoom() throws Exception {
        var all = ledgers(Long.MAX_VALUE);
        for (String name : List.of("old", "new", "short", "paused")) {
            create(all, name);
            new Trials(all, database.jdbi())
                    .ask(name, new Asking(name.equals("short") ? 9 : 200, "w", null, Map.of(), CALLER));
        }
        var studies = new Studies(all, database.jdbi(), "random", "none");
        studies.patch("paused", new PatchStudyRequest(null, null, null, null, null, "paused", null));
        var cold = ledgers(Long.MAX_VALUE);
        var tight = ledgers(Long.MAX_VALUE);

        List<String> shown = new ArrayList<>();
        try (var preload = new Preload(database.jdbi(), cold, 10, Long.MAX_VALUE, firstView(cold, shown));
                var one = new Preload(database.jdbi(), tight, 10, 1, firstView(tight, new ArrayList<>()))) {
            preload.active();
            one.active();
        }

        assertThat(shown).containsExactly("new");
        assertThat(cold.kept().studies()).isEqualTo(2);
        assertThat(tight.kept().studies()).isEqualTo(1);
        tight.read("new", state -> state.history.size());
        assertThat(tight.kept().loads()).isEqualTo(1);
    }

    @Test
    void walk_throughAStudyThatIsDeletedMeanwhile_doesNotEndAsIfItWereWhole() throws Exception {
        var ledgers = ledgers(Long.MAX_VALUE);
        create(ledgers, "gone");
        var trials = new Trials(ledgers, database.jdbi());
        trials.ask("gone", new Asking(1000, "w", null, Map.of(), CALLER));
        trials.ask("gone", new Asking(1, "w", null, Map.of(), CALLER));
        var studies = new Studies(ledgers, database.jdbi(), "random", "none");
        List<Integer> seen = new ArrayList<>();

        assertThatThrownBy(() -> trials.forEach("gone", trial -> {
                    if (seen.isEmpty()) {
                        studies.delete("gone");
                    }
                    seen.add(trial.row().number());
                }))
                .isInstanceOf(NotFoundException.class);
        assertThat(seen).hasSize(1000);
    }

    private static Consumer<String> firstView(Ledgers ledgers, List<String> shown) {
        return name -> {
            ledgers.read(name, state -> state.history.size());
            shown.add(name);
        };
    }

    private static long read(Handle handle, String table) {
        return handle.createQuery(
                        "SELECT seq_tup_read + coalesce(idx_tup_fetch, 0) FROM pg_stat_xact_user_tables WHERE relname = :table")
                .bind("table", table)
                .mapTo(Long.class)
                .one();
    }

    private Ledgers ledgers(long maxBytes) {
        var ledgers = new Ledgers(
                database.jdbi(),
                2,
                maxBytes,
                new Preparations(250),
                new StudyMeters(new Meters(), new Attendance(Duration.ofMinutes(1))),
                events -> {});
        opened.add(ledgers);
        return ledgers;
    }

    private long create(Ledgers ledgers, String name) throws Exception {
        var request = new CreateStudyRequest(
                name,
                Directions.of("minimize", "maximize"),
                null,
                Json.mapper().readTree(SPACE),
                "random",
                null,
                "none",
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        return new Studies(ledgers, database.jdbi(), "random", "none")
                .create(request)
                .study()
                .row()
                .id();
    }

    private static Reporting reporting(int number, Map<Integer, Double> reports) {
        return new Reporting(number, reports, null, CALLER, Alongside.NOTHING);
    }

    private static Telling telling(int number, TrialState as, double[] values, double[] constraints) {
        return new Telling(
                number,
                as,
                values,
                Map.of(9, 1.5),
                "{\"note\":\"[1,null]\"}",
                constraints,
                as == TrialState.FAIL ? "no\nmemory" : null,
                null,
                CALLER,
                Alongside.NOTHING);
    }

    /** Everything that is kept of the study, a trial a line. */
    private static String described(Ledgers ledgers) {
        return ledgers.read("all", state -> {
            var text = new StringBuilder();
            for (int n = 0; n < state.history.size(); n++) {
                text.append(n).append(' ').append(state.history.state(n));
                for (int i = 0; i < 4; i++) {
                    text.append(' ').append(state.history.parameter(n, i));
                }
                text.append(' ').append(state.history.value(n, 0)).append(' ').append(state.history.value(n, 1));
                text.append(' ').append(state.history.violation(n)).append(' ').append(state.history.constraint(n));
                text.append(' ').append(state.history.reports(n).asMap());
                text.append(' ').append(state.times.started(n)).append(state.times.finished(n));
                var live = state.live.get(n);
                if (live != null) {
                    text.append(' ').append(Arrays.toString(live.point)).append(live.spaceVersion);
                    text.append(' ').append(live.origin).append(live.fixedParams);
                    text.append(' ').append(live.worker).append(live.credential).append(live.attempt);
                    text.append(' ')
                            .append(live.leaseToken)
                            .append(live.leaseSeconds)
                            .append(live.leaseExpiresAt);
                    text.append(' ')
                            .append(live.createdAt)
                            .append(live.startedAt)
                            .append(live.finishedAt);
                    text.append(' ')
                            .append(live.changedSeq)
                            .append(live.startedSeq)
                            .append(live.finishedSeq);
                }
                text.append('\n');
            }
            return text.toString();
        });
    }
}
