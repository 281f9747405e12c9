package io.asktell.optimize;

import io.asktell.sampler.Sampler;
import io.asktell.space.Distribution;
import io.asktell.space.SearchSpace;
import io.asktell.study.Reports;
import io.asktell.study.Trial;
import io.asktell.study.TrialState;
import io.asktell.study.TrialTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A study seen through some of its parameters, as a sampler sees it. Values that are no longer in their distribution are not seen. */
final class Lens {
    final SearchSpace space;
    final TrialTable table;
    final Sampler sampler;
    private final boolean alone;

    /** @param alone whether only trials count that have the parameters */
    Lens(SearchSpace space, Sampler sampler, int objectives, boolean alone, List<Entry> entries) {
        this.space = space;
        this.sampler = sampler;
        this.alone = alone;
        table = new TrialTable(space.size(), objectives);
        entries.forEach(this::put);
    }

    void put(Entry entry) {
        double[] point = new double[space.size()];
        boolean any = false;
        for (int i = 0; i < point.length; i++) {
            String name = space.parameter(i).name();
            point[i] = entry.settled().containsKey(name)
                    ? internal(space.distribution(i), entry.settled().get(name))
                    : Double.NaN;
            any |= !Double.isNaN(point[i]);
        }
        TrialState state = any || !alone ? entry.state : TrialState.FAIL;
        boolean running = entry.state == TrialState.RUNNING; // what it has told by now depends on how far it is
        table.put(new Trial(
                entry.number,
                state,
                point,
                state == TrialState.COMPLETE ? entry.values : null,
                running ? null : entry.constraints,
                running ? Reports.NONE : entry.reports));
    }

    private static double internal(Distribution distribution, @Nullable Object value) {
        try {
            return distribution.internal(value);
        } catch (IllegalArgumentException e) { // of an earlier range, or other choices
            return Double.NaN;
        }
    }
}
