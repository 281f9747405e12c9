package io.asktell.server.faults;

import io.asktell.api.Json;
import io.asktell.client.Space;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One worker alone on a study with a seed, through all faults; afterwards the same in peace, which must give the same parameters. */
final class SeededSequence {
    static final String STUDY = "seeded";

    private static final String REPLAY = "seeded-again";

    private final Stage stage;
    private final long seed;
    private final Random random;
    private final RecordingClient client;
    private final List<Seen> trials = new ArrayList<>();

    SeededSequence(Stage stage, long seed) {
        this.stage = stage;
        this.seed = seed;
        this.random = new Random(seed);
        var recorder = new Recorder(stage.calls().resolve("sequence.jsonl"));
        this.client = new RecordingClient(recorder, "sequence", Duration.ofSeconds(15));
        create(STUDY);
    }

    private void create(String name) {
        var space = Space.of().uniform("x", 0, 1).logInteger("k", 1, 64);
        stage.patient(0).createStudy(FaultRun.study(name, "tpe", seed, null, space));
    }

    void run(CountDownLatch stop) {
        try {
            while (stop.getCount() > 0) {
                var key = UUID.randomUUID().toString();
                var asked = client.ask(server(), STUDY, key);
                while (!asked.done()) {
                    stop.await(100, TimeUnit.MILLISECONDS);
                    asked = client.ask(server(), STUDY, key);
                }
                var trial = Objects.requireNonNull(asked.seen());
                while (!client.tell(server(), STUDY, trial.number(), value(trial), null)
                        .done()) {
                    stop.await(100, TimeUnit.MILLISECONDS);
                }
                trials.add(trial);
                stop.await(100, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private URI server() {
        return stage.addresses().get(random.nextInt(stage.servers()));
    }

    /** Another one for each trial, and better near some point. */
    private static double value(Seen trial) {
        var digits = trial.params().hashCode() % 1000 / 1000.0;
        return trial.number() + digits;
    }

    /** As many trials as that, once more. */
    List<Violation> replay(int most) {
        create(REPLAY);
        var study = stage.patient(1).study(REPLAY);
        List<Violation> found = new ArrayList<>();
        for (var trial : trials.subList(0, Math.min(most, trials.size()))) {
            var asked = study.ask();
            var again = Seen.of(Json.mapper().valueToTree(asked));
            if (!again.params().equals(trial.params())) {
                found.add(new Violation(
                        Violation.Fault.CHANGED_PARAMS,
                        STUDY,
                        trial.number(),
                        "the same asks and tells gave " + again.params() + ", not " + trial.params()));
            }
            study.tell(asked.trialId(), value(trial));
        }
        return found;
    }
}
