package io.asktell.sampler;

import io.asktell.sampler.Suggestion.Origin;
import io.asktell.space.Parameters;
import io.asktell.space.SearchSpace;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** What a sampler does when its model fails for numerical reasons, which an {@link ArithmeticException} says: it draws at random. */
public final class Fallback {
    private Fallback() {}

    public static Suggestion unless(Supplier<Suggestion> model, Ask ask, RandomGenerator random) {
        try {
            return model.get();
        } catch (ArithmeticException e) { // told by the origin, which is counted
            return draw(ask.space(), random);
        }
    }

    public static Suggestion draw(SearchSpace space, RandomGenerator random) {
        return new Suggestion(Parameters.of(space, RandomSampler.draw(space, random)), Origin.FALLBACK);
    }
}
