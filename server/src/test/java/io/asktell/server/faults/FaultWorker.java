package io.asktell.server.faults;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks and tells until told to stop, as a worker on a bad network does: repeats what got no answer at any of the servers, sends things
 * twice at once, tells too late and once again, and takes longer than its lease at times.
 */
final class FaultWorker {
    private static final int MANY = 400;

    private final String name;
    private final List<URI> servers;
    private final List<String> studies;
    private final CountDownLatch stop;
    private final Random random;
    private final Recorder recorder;
    private final RecordingClient client;
    private final List<Call> told = new ArrayList<>();

    FaultWorker(
            String name, List<URI> servers, List<String> studies, CountDownLatch stop, long seed, Recorder recorder) {
        this.name = name;
        this.servers = servers;
        this.studies = new ArrayList<>(studies);
        this.stop = stop;
        this.random = new Random(seed);
        this.recorder = recorder;
        this.client = new RecordingClient(recorder, name, Duration.ofSeconds(15));
    }

    /** A process of several workers: folder, name, seed, workers, studies and servers, the last two with commas between. */
    public static void main(String[] arguments) throws InterruptedException {
        var recorder = new Recorder(Path.of(arguments[0], arguments[1] + ".jsonl"));
        var studies = List.of(arguments[4].split(","));
        var servers = List.of(arguments[5].split(",")).stream().map(URI::create).toList();
        long seed = Long.parseLong(arguments[2]);
        var never = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
            var worker = new FaultWorker(arguments[1] + "." + i, servers, studies, never, seed + i, recorder);
            threads.add(new Thread(worker::run));
        }
        threads.forEach(Thread::start);
        for (var thread : threads) {
            thread.join();
        }
    }

    void run() {
        try {
            while (stop.getCount() > 0 && !studies.isEmpty()) {
                work(studies.get(random.nextInt(studies.size())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private URI server() {
        return servers.get(random.nextInt(servers.size()));
    }

    private void work(String study) throws InterruptedException {
        var asked = ask(study, UUID.randomUUID().toString());
        if (asked == null || !asked.done()) {
            return;
        }
        var trial = Objects.requireNonNull(asked.seen());
        evaluate(study, trial);
        if (random.nextInt(50) == 0) {
            return; // forgets it
        }
        double value = trial.number() + random.nextDouble();
        var tell = tell(study, trial.number(), value, trial.token());
        if (tell != null) {
            told.add(tell);
        }
        if (random.nextInt(4) == 0) {
            client.read(server(), study, trial.number());
        }
        if (random.nextInt(8) == 0 && !told.isEmpty()) {
            var old = told.get(random.nextInt(told.size()));
            client.tell(server(), old.study(), old.number(), Objects.requireNonNull(old.value()), old.token());
        }
    }

    /** Repeats the ask with its key until there is an answer; null when it is over before that. */
    private @Nullable Call ask(String study, String key) throws InterruptedException {
        if (random.nextInt(8) == 0) {
            twiceAtOnce(study, key);
        }
        for (int tries = 0; tries < MANY && stop.getCount() > 0; tries++) {
            var answer = client.ask(server(), study, key);
            boolean again = answer.outcome() == Call.Outcome.UNKNOWN || "in_progress".equals(answer.refusal());
            if (!again) {
                if ("study_exhausted".equals(answer.refusal())) {
                    pause(300); // leases may run out yet
                }
                return answer;
            }
            pause(50 + random.nextInt(100 + Math.min(tries, 20) * 50));
        }
        return null;
    }

    private void twiceAtOnce(String study, String key) throws InterruptedException {
        var elsewhere = server();
        var other = new RecordingClient(recorder, name, Duration.ofSeconds(15));
        var twin = new Thread(() -> {
            try {
                other.ask(elsewhere, study, key);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        twin.start();
        client.ask(server(), study, key);
        twin.join();
    }

    private void evaluate(String study, Seen trial) throws InterruptedException {
        int kind = random.nextInt(100);
        if (kind < 4) {
            pause(2500 + random.nextInt(2500)); // beyond the lease
        } else if (kind < 10) {
            for (int beats = 0; beats < 4; beats++) {
                pause(700);
                client.heartbeat(server(), study, trial.number(), trial.token());
            }
        } else {
            pause(random.nextInt(100));
        }
    }

    private @Nullable Call tell(String study, int number, double value, @Nullable String token)
            throws InterruptedException {
        for (int tries = 0; tries < MANY && stop.getCount() > 0; tries++) {
            var answer = client.tell(server(), study, number, value, token);
            if (answer.outcome() != Call.Outcome.UNKNOWN) {
                return answer;
            }
            pause(50 + random.nextInt(100 + Math.min(tries, 20) * 50));
        }
        return null;
    }

    /** Ends early when all is over. */
    private void pause(long millis) throws InterruptedException {
        stop.await(millis, TimeUnit.MILLISECONDS);
    }
}
