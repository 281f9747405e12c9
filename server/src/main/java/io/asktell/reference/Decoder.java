package io.asktell.reference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Makes the decisions of one answer, one after another, and remembers what it emitted. */
final class Decoder {
    private final SamplingParameters parameters;
    private final RandomGenerator random;
    private final Map<String, Integer> emitted = new HashMap<>();

    Decoder(SamplingParameters parameters, RandomGenerator random) {
        this.parameters = parameters;
        this.random = random;
    }

    /** One of at least one choices. */
    <T> T choose(List<Choice<T>> choices) {
        var logits = new double[choices.size()];
        var counts = new int[choices.size()];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = choices.get(i).logit();
            counts[i] = emitted.getOrDefault(choices.get(i).token(), 0);
        }
        var chosen = choices.get(
                TokenSampler.draw(TokenSampler.probabilities(logits, counts, parameters), random.nextDouble()));
        emit(chosen.token());
        return chosen.value();
    }

    /** Notes a token that was written without a choice. */
    void emit(String token) {
        if (!token.isEmpty()) {
            emitted.merge(token, 1, Integer::sum);
        }
    }
}
