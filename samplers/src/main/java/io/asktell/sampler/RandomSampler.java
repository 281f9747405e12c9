package io.asktell.sampler;

import io.asktell.sampler.Suggestion.Origin;
import io.asktell.space.Parameters;
import io.asktell.space.SearchSpace;
import io.asktell.space.UnitCube;
import io.asktell.study.History;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Every value as likely as any other, on the scale of its distribution; the history is not looked at. */
public final class RandomSampler implements Sampler {
    @Override
    public Suggestion suggest(Ask ask, History history, RandomGenerator random) {
        return new Suggestion(Parameters.of(ask.space(), draw(ask.space(), random)), Origin.MODEL);
    }

    /** A random point of the space. One number is drawn per parameter, active or not. */
    public static double[] draw(SearchSpace space, RandomGenerator random) {
        double[] point = new double[space.size()];
        Arrays.fill(point, Double.NaN);
        for (int i : space.order()) {
            double u = random.nextDouble();
            if (space.active(i, point)) {
                point[i] = UnitCube.value(space.distribution(i), u);
            }
        }
        return point;
    }
}
