package io.asktell.sampler;

import io.asktell.numeric.Rng;
import io.asktell.space.SearchSpace;
import io.asktell.study.History;
import io.asktell.study.Reports;
import io.asktell.study.Trial;
import io.asktell.study.TrialState;
import io.asktell.study.TrialTable;
import java.util.Arrays;
import java.util.Map;

/** Histories in which everything happens that may happen. */
public final class Histories {
    private static final double[] ODD = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, 1e308, 0, -0.0
    };

    private Histories() {}

    /** Trials of all states, with odd values, constraints and reports among them. */
    public static TrialTable eventful(SearchSpace space, int objectives, int size, long seed) {
        var table = new TrialTable(space.size(), objectives);
        for (int n = 0; n < size; n++) {
            table.put(anyTrial(space, objectives, n, Rng.of(seed, n)));
        }
        return table;
    }

    public static Trial anyTrial(SearchSpace space, int objectives, int number, Rng random) {
        TrialState[] states = TrialState.values();
        TrialState state = random.nextBoolean() ? TrialState.COMPLETE : states[random.nextInt(states.length)];
        double[] point = RandomSampler.draw(space, random);
        if (state == TrialState.WAITING && random.nextBoolean()) {
            Arrays.fill(point, Double.NaN);
        }
        double[] values = null;
        if (state == TrialState.COMPLETE) {
            values = new double[objectives];
            Arrays.setAll(
                    values, k -> random.nextInt(5) == 0 ? ODD[random.nextInt(ODD.length)] : random.nextGaussian());
        }
        double[] constraints = random.nextInt(3) == 0 ? new double[] {random.nextGaussian(), -1} : null;
        Reports reports = random.nextInt(3) > 0
                ? Reports.NONE
                : Reports.of(Map.of(0, random.nextGaussian(), 3, ODD[random.nextInt(ODD.length)]));
        return new Trial(number, state, point, values, constraints, reports);
    }

    /** All there is to see of a history, to compare. */
    public static String text(History history, int parameters) {
        var text = new StringBuilder().append(history.version());
        for (int n = 0; n < history.size(); n++) {
            text.append('\n').append(history.state(n)).append(history.reports(n).asMap());
            text.append(' ').append(history.value(n, 0)).append(' ').append(history.violation(n));
            for (int i = 0; i < parameters; i++) {
                text.append(' ').append(history.parameter(n, i));
            }
        }
        return text.toString();
    }

    public static Trial complete(int number, double[] point, double... values) {
        return new Trial(number, TrialState.COMPLETE, point, values, null, Reports.NONE);
    }

    public static Trial running(int number, double[] point) {
        return new Trial(number, TrialState.RUNNING, point, null, null, Reports.NONE);
    }
}
