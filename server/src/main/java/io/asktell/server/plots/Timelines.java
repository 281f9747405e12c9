package io.asktell.server.plots;

import io.asktell.api.plots.TimelinePlot;
import io.asktell.api.plots.TimelinePlot.TimelineBucket;
import io.asktell.api.plots.TimelinePlot.TimelineSpan;
import io.asktell.server.study.StudySnapshot;
import io.asktell.study.TrialState;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** When which trial was worked on, and how many at a time. */
public final class Timelines {
    private static final int BUCKETS = 100;

    private Timelines() {}

    /**
     * @param workers tells who worked on trials, by number
     */
    public static TimelinePlot of(StudySnapshot study, int limit, Function<int[], Map<Integer, String>> workers) {
        int[] begun = IntStream.range(0, study.history().size())
                .filter(n ->
                        study.times().started(n).isPresent() && study.history().state(n) != TrialState.WAITING)
                .toArray();
        int[] newest = Arrays.copyOfRange(begun, Math.max(0, begun.length - limit), begun.length);
        var names = workers.apply(newest);
        return new TimelinePlot(
                study.version(),
                study.history().size(),
                begun.length,
                newest.length,
                IntStream.of(newest)
                        .mapToObj(n -> new TimelineSpan(
                                n,
                                study.history().state(n).name(),
                                names.get(n),
                                Instant.ofEpochMilli(study.times().started(n).orElseThrow()),
                                study.history().state(n).finished() ? Instant.ofEpochMilli(end(study, n)) : null))
                        .toList(),
                buckets(study, begun));
    }

    /** A trial that runs has lasted until now. */
    private static long end(StudySnapshot study, int number) {
        return study.times().finished(number).orElse(study.ledger().now().toEpochMilli());
    }

    private static List<TimelineBucket> buckets(StudySnapshot study, int[] begun) {
        if (begun.length == 0) {
            return List.of();
        }
        var times = study.times();
        long start = IntStream.of(begun)
                .mapToLong(n -> times.started(n).orElseThrow())
                .min()
                .orElseThrow();
        long end = IntStream.of(begun).mapToLong(n -> end(study, n)).max().orElseThrow();
        double width = Math.max(1, (double) (end - start) / BUCKETS); // in milliseconds
        double[] busy = new double[BUCKETS];
        int[] finished = new int[BUCKETS];
        for (int n : begun) {
            double from = (times.started(n).orElseThrow() - start) / width; // in buckets
            double to = (end(study, n) - start) / width;
            for (int b = (int) from; b < BUCKETS && b < to; b++) {
                busy[b] += Math.min(b + 1, to) - Math.max(b, from);
            }
            if (study.history().state(n).finished()) {
                finished[(int) Math.max(0, Math.min(BUCKETS - 1, to))]++;
            }
        }
        int used = (int) Math.max(1, Math.min(BUCKETS, Math.ceil((end - start) / width)));
        return IntStream.range(0, used)
                .mapToObj(b -> new TimelineBucket(
                        Instant.ofEpochMilli(start + Math.round(b * width)),
                        Instant.ofEpochMilli(start + Math.round((b + 1) * width)),
                        busy[b],
                        finished[b]))
                .toList();
    }
}
