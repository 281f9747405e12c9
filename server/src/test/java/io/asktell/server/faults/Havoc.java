package io.asktell.server.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** What befalls a stage: each server, the workers' processes and PostgreSQL have a thread of mishaps of their own. */
final class Havoc {
    private final Stage stage;
    private final long outageMillis;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, LongAdder> done = new ConcurrentSkipListMap<>();
    private final List<Throwable> failures = new ArrayList<>();

    /** @param outageMillis the longest time that PostgreSQL is away */
    Havoc(Stage stage, long outageMillis, long seed) {
        this.stage = stage;
        this.outageMillis = outageMillis;
        for (int i = 0; i < stage.servers(); i++) {
            int server = i;
            var random = new Random(seed * 31 + i);
            threads.add(thread(() -> troubleServer(server, random)));
        }
        var forWorkers = new Random(seed * 31 + 11);
        threads.add(thread(() -> troubleWorkers(forWorkers)));
        var forPostgres = new Random(seed * 31 + 12);
        threads.add(thread(() -> troublePostgres(forPostgres)));
    }

    private Thread thread(Callable<Void> trouble) {
        return new Thread(() -> {
            try {
                while (stop.getCount() > 0) {
                    trouble.call();
                }
            } catch (Exception | AssertionError e) {
                synchronized (failures) {
                    failures.add(e);
                }
            }
        });
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /** Returns when everything runs again; tells how often what was done. */
    Map<String, LongAdder> end() throws Exception {
        stop.countDown();
        for (var thread : threads) {
            thread.join();
        }
        for (var failure : failures) {
            throw new AssertionError("the run itself failed", failure);
        }
        for (int i = 0; i < stage.servers(); i++) {
            stage.keepServing(i);
        }
        return done;
    }

    private Void troubleServer(int server, Random random) throws Exception {
        for (int looks = 0; looks < 120 && stop.getCount() > 0 && !stage.answers(server); looks++) {
            stage.keepServing(server);
            pause(500);
        }
        pause(4_000 + random.nextInt(12_000));
        stage.keepServing(server);
        if (random.nextBoolean()) {
            count("server killed (kill -9) and started again");
            stage.server(server).kill();
            pause(random.nextInt(2_000));
            stage.keepServing(server);
        } else {
            count("server paused for 1 to 8 s (SIGSTOP)");
            stage.server(server).signal("STOP");
            pause(1_000 + random.nextInt(7_000));
            stage.server(server).signal("CONT");
        }
        return null;
    }

    private Void troubleWorkers(Random random) throws Exception {
        pause(3_000 + random.nextInt(9_000));
        int worker = random.nextInt(Stage.PROCESSES);
        if (random.nextBoolean()) {
            count("process of 4 workers killed (kill -9), another started");
            stage.worker(worker).kill();
            stage.startWorker(worker);
        } else {
            count("process of 4 workers paused past its leases (SIGSTOP, 3 to 7 s)");
            stage.worker(worker).signal("STOP");
            pause(3_000 + random.nextInt(4_000));
            stage.worker(worker).signal("CONT");
        }
        return null;
    }

    private Void troublePostgres(Random random) throws Exception {
        pause(8_000 + random.nextInt(22_000));
        switch (random.nextInt(3)) {
            case 0 -> {
                count("PostgreSQL restarted (fast)");
                stage.stopPostgres();
            }
            case 1 -> {
                count("PostgreSQL crashed (immediate) and started again");
                stage.crashPostgres();
            }
            default -> {
                count("PostgreSQL away for up to " + outageMillis / 1000 + " s");
                stage.stopPostgres();
                pause((long) (outageMillis * (0.25 + 0.75 * random.nextDouble())));
            }
        }
        stage.startPostgres();
        return null;
    }

    private void count(String what) {
        if (stop.getCount() > 0) {
            done.computeIfAbsent(what, w -> new LongAdder()).increment();
        }
    }

    private void pause(long millis) throws InterruptedException {
        stop.await(millis, TimeUnit.MILLISECONDS);
    }
}
