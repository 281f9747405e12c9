/**
 * Evaluates trials: asks for one, runs it, tells what came of it, and keeps its lease alive meanwhile. Read
 * {@link io.asktell.worker.Worker} first.
 *
 * <pre>{@code
 * var objective = Objective.single((params, trial) -> train(params.real("lr"), params.integer("layers")));
 * try (var worker = Worker.forStudy(client, "cnn", objective, WorkerOptions.defaults().withSlots(4))) {
 *     worker.start();
 *     worker.awaitTermination(Duration.ofHours(8));
 * }
 * }</pre>
 */
@NullMarked
package io.asktell.worker;

import org.jspecify.annotations.NullMarked;
