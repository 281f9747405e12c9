package io.asktell.server.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.CreateStudyRequest;
import io.asktell.api.Directions;
import io.asktell.api.Json;
import io.asktell.api.PatchStudyRequest;
import io.asktell.sampler.Ask;
import io.asktell.sampler.Sampler;
import io.asktell.sampler.Suggestion;
import io.asktell.sampler.Suggestion.Origin;
import io.asktell.server.TestPostgres;
import io.asktell.server.Workers;
import io.asktell.server.metrics.Attendance;
import io.asktell.server.metrics.Meters;
import io.asktell.server.store.Database;
import io.asktell.server.store.Schema;
import io.asktell.space.Parameters;
import io.asktell.study.History;
import io.asktell.study.TrialState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Asks of studies whose model is as slow as the test wants. */
@Timeout(60)
class PreparationIT {
    private static final Caller CALLER = new Caller(null, false);
    private static final int DEADLINE = 150;
    private static final int MANY = 100_000;

    private final Database database = Database.open(TestPostgres.freshDatabase(), Schema.STUDIES, 8);
    private final List<AutoCloseable> opened = new ArrayList<>(List.of(database));
    private final Map<String, Gated> samplers = new ConcurrentHashMap<>();
    private Ledgers ledgers; // of the server started last

    @AfterEach
    void close() throws Exception {
        samplers.values().forEach(sampler -> sampler.permits.release(MANY));
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    /** Suggests once per permit, and remembers which trials it saw. */
    private static final class Gated implements Sampler {
        final Semaphore permits = new Semaphore(0);
        final List<Seen> seen = new CopyOnWriteArrayList<>();
        final @Nullable Double always;

        Gated(@Nullable Double always) {
            this.always = always;
        }

        @Override
        public Suggestion suggest(Ask ask, History history, RandomGenerator random) {
            permits.acquireUninterruptibly();
            int told = 0;
            Set<Object> underWay = new HashSet<>();
            for (int n = 0; n < history.size(); n++) {
                told += history.state(n) == TrialState.COMPLETE ? 1 : 0;
                if (history.state(n) == TrialState.RUNNING) {
                    underWay.add(history.parameter(n, 0));
                }
            }
            double[] point = {always == null ? (0.1 + seen.size() * 0.6180339887) % 1 : always}; // far from each other
            seen.add(new Seen(told, underWay, point[0]));
            return new Suggestion(Parameters.of(ask.space(), point), Origin.MODEL);
        }
    }

    private record Seen(int told, Set<Object> underWay, double made) {}

    @Test
    void ask_whoseModelIsNotReady_isAnsweredAtTheDeadlineAtRandom_andLaterOnesGetWhatWasPrepared() throws Exception {
        var trials = server(DEADLINE);
        begin("slow");

        long start = System.nanoTime();
        var early = ask(trials, "slow", 1).get(0);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        sampler("slow").permits.release(100);
        var later = untilModel(trials, "slow");

        assertThat(early.origin()).isEqualTo("fallback");
        assertThat(millis).isBetween(DEADLINE - 1L, DEADLINE + 5000L);
        assertThat(later.params()).isNotEqualTo(early.params());
        assertThat(sampler("slow").seen)
                .anyMatch(seen -> seen.underWay.contains(early.params().get("x")));
    }

    @Test
    void ask_withTimeForTheModel_followsFromEveryTellBefore() throws Exception {
        var trials = server(60_000);
        begin("told");
        sampler("told").permits.release(MANY);

        for (int told = 1; told < 12; told++) {
            var given = ask(trials, "told", 1).get(0);
            assertThat(given.origin()).isEqualTo("model");
            int known = told;
            assertThat(sampler("told").seen)
                    .anyMatch(seen -> seen.told == known
                            && Double.valueOf(seen.made).equals(given.params().get("x")));
            tell(trials, "told", given.number());
        }
    }

    @Test
    void asks_ofManyAtOnce_allDiffer_andKnowOfEachOther_untilTheyAreTold() throws Exception {
        var trials = server(60_000);
        begin("many");
        sampler("many").permits.release(MANY);
        Map<Integer, Object> points = new ConcurrentHashMap<>();

        Workers.every(8, worker -> {
            for (int i = 0; i < 4; i++) {
                for (var given : ask(trials, "many", 1 + i)) {
                    assertThat(given.origin()).isEqualTo("model");
                    points.put(given.number(), given.params());
                }
            }
            return null;
        });
        for (int number : points.keySet()) {
            tell(trials, "many", number);
        }
        ask(trials, "many", 1);

        assertThat(points).hasSize(80);
        assertThat(points.values()).doesNotHaveDuplicates();
        assertThat(sampler("many").seen).anyMatch(seen -> seen.underWay.size() >= 70);
        assertThat(sampler("many").seen).anyMatch(seen -> seen.told == 81 && seen.underWay.isEmpty());
    }

    @Test
    void ask_forAHundred_getsWhatTheModelMadeInTime_andTheRestAtRandom() throws Exception {
        var trials = server(DEADLINE);
        begin("hundred");
        sampler("hundred").permits.release(7);

        var given = ask(trials, "hundred", 100);

        assertThat(given).hasSize(100);
        assertThat(given.stream().filter(trial -> trial.origin().equals("model")))
                .hasSize(7);
        assertThat(given.stream().filter(trial -> trial.origin().equals("fallback")))
                .hasSize(93);
        assertThat(given.stream().map(GivenTrial::params)).doesNotHaveDuplicates();
    }

    @Test
    void ask_ofAModelThatIsLate_getsWhatWasMadeBeforeTheLastTell() throws Exception {
        var trials = server(DEADLINE);
        begin("late");
        var sampler = sampler("late");
        var first = ask(trials, "late", 1).get(0); // begins a suggestion
        sampler.permits.release(2); // that one, and one that knows of the first trial
        while (sampler.seen.size() < 2) {
            Thread.onSpinWait();
        }
        tell(trials, "late", first.number());

        var given = ask(trials, "late", 1).get(0);

        assertThat(given.origin()).isEqualTo("model");
        assertThat(sampler.seen).hasSize(2).allMatch(seen -> seen.told == 1);
    }

    @Test
    void asks_areNotHeldUpByTheModelOfAnotherStudy() throws Exception {
        var trials = server(60_000);
        begin("stuck");
        begin("quick");
        sampler("quick").permits.release(MANY);
        create("plain", "tpe", "{}");
        var held = new Thread(() -> ask(trials, "stuck", 1), "asks-the-stuck-one");
        held.start();
        while (!sampler("stuck").permits.hasQueuedThreads()) {
            Thread.onSpinWait();
        }

        assertThat(ask(trials, "quick", 3)).allMatch(trial -> trial.origin().equals("model"));
        assertThat(ask(trials, "plain", 3)).hasSize(3);
        assertThat(held.isAlive()).isTrue();
        sampler("stuck").permits.release(MANY);
        held.join();
    }

    @Test
    void ask_thatNeedsNoModel_doesNotWaitForIt() throws Exception {
        var trials = server(60_000);
        begin("queue");
        trials.enqueue("queue", new Enqueuing(Map.of("x", 0.5), "{\"x\":0.5}", "{}", false));

        assertThat(ask(trials, "queue", 1).get(0).origin()).isEqualTo("queue");
        assertThat(sampler("queue").seen).isEmpty();
    }

    @Test
    void prepared_forAStudyThatWasRedefined_isForgotten() throws Exception {
        var trials = server(60_000);
        begin("changed");
        sampler("changed").permits.release(MANY);
        ask(trials, "changed", 1);

        studies().patch("changed", new PatchStudyRequest("qmc", null, null, null, null, null, null));
        var given = ask(trials, "changed", 1).get(0);

        assertThat(given.origin()).isEqualTo("model");
        assertThat(sampler("changed").seen)
                .noneMatch(
                        seen -> Double.valueOf(seen.made).equals(given.params().get("x")));
    }

    @Test
    void asks_ofTwoServersWhoseModelsSayTheSame_differ() throws Exception {
        List<Gated> models = List.of(new Gated(0.25), new Gated(0.25));
        List<Trials> servers = List.of(server(60_000, name -> models.get(0)), server(60_000, name -> models.get(1)));
        begin("shared");
        var release = new Thread(
                () -> {
                    for (var model : models) {
                        while (!model.permits.hasQueuedThreads()) {
                            Thread.onSpinWait();
                        }
                    }
                    models.forEach(model -> model.permits.release(1));
                },
                "releases-both");
        release.start();
        Map<Object, String> given = new ConcurrentHashMap<>();

        Workers.every(2, worker -> {
            var trial = ask(servers.get(worker), "shared", 1).get(0);
            given.put(trial.params().get("x"), trial.origin());
            return null;
        });

        release.join();
        models.forEach(model -> model.permits.release(MANY));
        assertThat(given).hasSize(2).containsEntry(0.25, "model");
        assertThat(given.values()).containsExactlyInAnyOrder("model", "fallback");
    }

    @Test
    void asks_ofASeededStudy_waitForTheModel_andAreTheSameAfterARestart() throws Exception {
        var trials = server(0);
        create("straight", "gp", "{\"seed\":3,\"n_startup_trials\":3}");
        create("restarted", "gp", "{\"seed\":3,\"n_startup_trials\":3}");
        List<Object> straight = new ArrayList<>();
        List<Object> restarted = new ArrayList<>();
        for (int n = 0; n < 12; n++) {
            var there = ask(trials, "straight", 1).get(0);
            tell(trials, "straight", there.number());
            straight.add(there.params());
            var other = n < 7 ? trials : server(0);
            var here = ask(other, "restarted", 1).get(0);
            tell(other, "restarted", here.number());
            restarted.add(here.params());
            assertThat(there.origin()).isEqualTo(n < 3 ? "startup" : "model");
        }

        assertThat(restarted).isEqualTo(straight);
        assertThat(samplers).isEmpty();
    }

    private Gated sampler(String study) {
        return samplers.computeIfAbsent(study, name -> new Gated(null));
    }

    private Trials server(int deadlineMillis) {
        return server(deadlineMillis, this::sampler);
    }

    private Trials server(int deadlineMillis, Function<String, Gated> models) {
        var preparations = new Preparations(
                deadlineMillis, definition -> models.apply(definition.row().name()));
        opened.add(preparations);
        ledgers = new Ledgers(
                database.jdbi(),
                4,
                Long.MAX_VALUE,
                preparations,
                new StudyMeters(new Meters(), new Attendance(Duration.ofMinutes(1))),
                events -> {});
        opened.add(ledgers);
        return new Trials(ledgers, database.jdbi());
    }

    private Studies studies() {
        return new Studies(ledgers, database.jdbi(), "random", "none");
    }

    /** A study whose next ask is its model's. */
    private void begin(String name) throws Exception {
        create(name, "gp", "{\"n_startup_trials\":1}");
        var trials = new Trials(ledgers, database.jdbi());
        tell(trials, name, ask(trials, name, 1).get(0).number());
    }

    private void create(String name, String sampler, String options) throws Exception {
        JsonNode space = Json.mapper().readTree("[{\"type\":\"float\",\"name\":\"x\",\"low\":0,\"high\":1}]");
        studies()
                .create(new CreateStudyRequest(
                        name,
                        Directions.of("minimize"),
                        null,
                        space,
                        sampler,
                        Json.mapper().readTree(options),
                        "none",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    private static List<GivenTrial> ask(Trials trials, String study, int count) {
        return trials.ask(study, new Asking(count, null, null, Map.of(), CALLER));
    }

    private static void tell(Trials trials, String study, int number) {
        trials.tell(
                study,
                new Telling(
                        number,
                        TrialState.COMPLETE,
                        new double[] {number % 5},
                        Map.of(),
                        "{}",
                        null,
                        null,
                        null,
                        CALLER,
                        Alongside.NOTHING));
    }

    private static GivenTrial untilModel(Trials trials, String study) {
        var given = ask(trials, study, 1).get(0);
        while (!given.origin().equals("model")) {
            given = ask(trials, study, 1).get(0);
        }
        return given;
    }
}
