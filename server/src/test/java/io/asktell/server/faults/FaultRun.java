package io.asktell.server.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.CreateStudyRequest;
import io.asktell.api.Directions;
import io.asktell.api.Json;
import io.asktell.client.AsktellClient;
import io.asktell.client.Space;
import io.asktell.client.TrialQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Two servers on one PostgreSQL and 32 workers, half of them in processes of their own, while all of them are killed, paused and cut
 * off at random; then everything is read and checked.
 */
public final class FaultRun {
    private static final String RANDOM = "random";
    private static final String GRID = "grid";
    private static final double LEASE_SECONDS = 3;
    private static final int WORKERS = 32;
    private static final int LONGEST_REPLAY = 400;

    private final Path folder;
    private final Duration duration;
    private final long seed;
    private final int columns;

    FaultRun(Path folder, Duration duration, long seed) {
        this.folder = folder;
        this.duration = duration;
        this.seed = seed;
        this.columns = (int) Math.max(10, duration.toSeconds() / 8); // of 100 cells: some 12 a second
    }

    /**
     * What came of it.
     *
     * @param done how often what was done
     */
    record Result(Map<String, Long> done, List<Call> calls, List<FinalStudy> studies, List<Violation> violations) {}

    /** Folder, minutes and, if not at random, a seed; prints a table. */
    public static void main(String[] arguments) throws Exception {
        long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : System.nanoTime() % 100_000;
        var duration = Duration.ofSeconds((long) (60 * Double.parseDouble(arguments[1])));
        var run = new FaultRun(Files.createTempDirectory(Path.of(arguments[0]), "faults"), duration, seed);
        var result = run.run();
        System.out.println(new FaultTable(duration, seed, result).markdown());
        result.violations().forEach(System.out::println);
        System.exit(result.violations().isEmpty() ? 0 : 1);
    }

    Result run() throws Exception {
        try (var stage = new Stage(folder, seed, List.of(RANDOM, GRID))) {
            create(stage.patient(0));
            var stop = new CountDownLatch(1);
            List<Thread> threads = new ArrayList<>();
            for (int i = Stage.PROCESSES * Stage.WORKERS_EACH; i < WORKERS; i++) {
                threads.add(new Thread(worker(stage, "thread-" + i, List.of(RANDOM, GRID), stop, i)::run));
            }
            var sequence = new SeededSequence(stage, seed);
            threads.add(new Thread(() -> sequence.run(stop)));
            threads.forEach(Thread::start);
            for (int i = 0; i < Stage.PROCESSES; i++) {
                stage.startWorker(i);
            }
            while (!(stage.answers(0) && stage.answers(1))) {
                stop.await(200, TimeUnit.MILLISECONDS);
            }
            var havoc = new Havoc(stage, Math.min(60_000, duration.toMillis() / 8), seed);
            havoc.start();
            stop.await(duration.toMillis(), TimeUnit.MILLISECONDS);
            Map<String, Long> done = new LinkedHashMap<>();
            havoc.end().forEach((what, count) -> done.put(what, count.sum()));
            stop.countDown();
            for (var thread : threads) {
                thread.join();
            }
            stage.endWorkers();
            finishGrid(stage);
            return result(stage, done, sequence);
        }
    }

    private FaultWorker worker(Stage stage, String name, List<String> studies, CountDownLatch stop, int number) {
        var recorder = new Recorder(stage.calls().resolve(name + ".jsonl"));
        return new FaultWorker(name, stage.addresses(), studies, stop, seed + number, recorder);
    }

    private void create(AsktellClient client) {
        client.createStudy(
                study(RANDOM, "random", null, LEASE_SECONDS, Space.of().uniform("x", 0, 1)));
        var cells = Space.of().integer("a", 0, 99).integer("b", 0, columns - 1);
        client.createStudy(study(GRID, "grid", null, LEASE_SECONDS, cells));
    }

    static CreateStudyRequest study(
            String name, String sampler, @Nullable Long seed, @Nullable Double leaseSeconds, Space space) {
        ObjectNode options = Json.mapper().createObjectNode();
        if (seed != null) {
            options.put("seed", seed);
        }
        var plain = space.study(name, "maximize");
        return new CreateStudyRequest(
                name,
                Directions.of("maximize"),
                null,
                plain.searchSpace(),
                sampler,
                options,
                "none",
                null,
                null,
                null,
                leaseSeconds,
                50,
                null,
                null);
    }

    /** Lets calm workers take what the grid has left, until nothing runs any more. */
    private void finishGrid(Stage stage) throws Exception {
        var client = stage.patient(0);
        var stop = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(new Thread(worker(stage, "last-" + i, List.of(GRID, RANDOM), stop, 100 + i)::run));
        }
        threads.forEach(Thread::start);
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (System.nanoTime() < end && client.study(GRID).get().nTrials() < 100 * columns) {
            stop.await(200, TimeUnit.MILLISECONDS);
        }
        stop.await(2, TimeUnit.SECONDS); // the workers hear that it is exhausted
        stop.countDown();
        for (var thread : threads) {
            thread.join();
        }
        while (running(client, GRID) + running(client, RANDOM) > 0) { // leases of the dead
            new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
        }
    }

    private static int running(AsktellClient client, String study) {
        return client.study(study).get().trialCounts().getOrDefault("RUNNING", 0);
    }

    private Result result(Stage stage, Map<String, Long> done, SeededSequence sequence) throws IOException {
        var studies = List.of(
                read(stage, RANDOM, LEASE_SECONDS, 0),
                read(stage, GRID, LEASE_SECONDS, 100 * columns),
                read(stage, SeededSequence.STUDY, 0, 0));
        var calls = Recorder.read(stage.calls());
        var violations = new ArrayList<>(HistoryChecker.check(calls, studies));
        violations.addAll(sequence.replay(LONGEST_REPLAY));
        return new Result(done, calls, studies, violations);
    }

    /** As both servers have it, or else that is an error. */
    private static FinalStudy read(Stage stage, String study, double lease, int cells) {
        var one = trials(stage.patient(0), study);
        var other = trials(stage.patient(1), study);
        if (!one.equals(other)) {
            throw new AssertionError("the servers do not agree about " + study);
        }
        return new FinalStudy(study, lease, cells, one);
    }

    private static List<Seen> trials(AsktellClient client, String study) {
        return client.study(study)
                .trials(TrialQuery.all().withPageSize(1000))
                .map(trial -> Seen.of(Json.mapper().valueToTree(trial)))
                .toList();
    }
}
