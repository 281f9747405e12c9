package io.asktell.examples;

import io.asktell.client.AsktellClient;
import io.asktell.client.ClientOptions;
import io.asktell.worker.Objective;
import io.asktell.worker.Worker;
import io.asktell.worker.WorkerOptions;
import java.time.Duration;

/** Evaluates the trials of a study until it has no more. */
public final class ObjectiveWorker {
    static final Objective TRAINING = Objective.single((params, trial) -> {
        double loss = 1;
        for (int epoch = 0; epoch < 5; epoch++) {
            loss = Math.abs(Math.log10(params.real("learning_rate")) + 2) + 1.0 / (epoch + 1);
            trial.report(epoch, loss); // a hopeless trial ends here
        }
        return loss;
    });

    /** @param args server, key, study */
    public static void main(String[] args) throws InterruptedException {
        var client = new AsktellClient(ClientOptions.of(args[0]).withApiKey(args[1]));
        try (var worker = Worker.forStudy(
                client, args[2], TRAINING, WorkerOptions.defaults().withSlots(2))) {
            worker.start();
            worker.awaitTermination(Duration.ofDays(1));
        }
    }
}
