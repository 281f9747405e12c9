package io.asktell.server.plots;

import io.asktell.api.Scores;
import io.asktell.api.StudyResponse;
import io.asktell.api.plots.StudyOverview;
import io.asktell.api.plots.StudyOverview.BestTrial;
import io.asktell.server.study.StudySnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** A study at a glance. */
public final class Overviews {
    private static final int BEST = 5;
    private static final Duration RECENT = Duration.ofMinutes(10);

    private Overviews() {}

    public static StudyOverview of(StudySnapshot study, StudyResponse response) {
        var times = study.times();
        long recent = study.ledger().now().minus(RECENT).toEpochMilli();
        long finished = IntStream.range(0, times.size())
                .filter(n -> times.finished(n).orElse(recent) > recent)
                .count();
        var updated = IntStream.range(0, times.size())
                .mapToLong(n -> Math.max(
                        times.started(n).orElse(Long.MIN_VALUE),
                        times.finished(n).orElse(Long.MIN_VALUE)))
                .max()
                .orElse(Long.MIN_VALUE);
        return new StudyOverview(
                study.version(),
                study.history().size(),
                response,
                Arrays.stream(best(study)).mapToObj(n -> trial(study, n)).toList(),
                finished / (double) RECENT.toMinutes(),
                study.workers(),
                study.ledger().running(),
                study.ledger().pruned(),
                updated == Long.MIN_VALUE ? null : Instant.ofEpochMilli(updated));
    }

    private static int[] best(StudySnapshot study) {
        if (study.directions().size() > 1) {
            Integer first = study.ledger().bestNumber();
            return first == null ? new int[0] : new int[] {first};
        }
        var completed = Completed.of(study, 0);
        var feasible = completed.where(completed::feasible);
        return IntStream.of(Sample.least(feasible.numbers(), feasible::loss, BEST))
                .boxed()
                .sorted(Comparator.comparingDouble(feasible::loss))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static BestTrial trial(StudySnapshot study, int number) {
        double[] values = IntStream.range(0, study.directions().size())
                .mapToDouble(k -> study.history().value(number, k))
                .toArray();
        return new BestTrial(number, Scores.of(values), study.params(number));
    }
}
