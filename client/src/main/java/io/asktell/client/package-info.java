/**
 * The typed HTTP client. Read {@link io.asktell.client.AsktellClient} first.
 *
 * <pre>{@code
 * var client = new AsktellClient(ClientOptions.of("http://127.0.0.1:6177").withApiKey(key));
 * var space = Space.of().logUniform("lr", 1e-5, 1e-1).integer("layers", 1, 8);
 * client.createStudy(space.study("cnn", "maximize"));
 * var study = client.study("cnn");
 * var trial = study.ask();
 * study.tell(trial.trialId(), 0.93);
 * }</pre>
 *
 * <p>Every method may throw {@link io.asktell.client.ApiException}; whatever is safe to repeat was repeated before it does.
 */
@NullMarked
package io.asktell.client;

import org.jspecify.annotations.NullMarked;
