package io.asktell.server.metrics;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.DoubleAdder;

/** How often values fell below each of some bounds, and their sum, for each combination of labels. */
public final class Histogram {
    private final double[] bounds;
    private final Series<Values> series;

    Histogram(double[] bounds, String... labels) {
        this.bounds = bounds;
        series = new Series<>(labels, () -> new Values(bounds.length));
    }

    private static final class Values {
        private final AtomicLongArray counts;
        private final DoubleAdder sum = new DoubleAdder();

        Values(int bounds) {
            counts = new AtomicLongArray(bounds + 1);
        }
    }

    /** @param labels one value for each label */
    public void record(double value, String... labels) {
        int bucket = 0;
        while (bucket < bounds.length && value > bounds[bucket]) {
            bucket++;
        }
        var values = series.of(labels);
        values.counts.incrementAndGet(bucket);
        values.sum.add(value);
    }

    void write(Meters.Samples samples) {
        series.forEach((labels, values) -> {
            long count = 0;
            for (int i = 0; i <= bounds.length; i++) {
                count += values.counts.get(i);
                var end = "le=\"" + (i == bounds.length ? "+Inf" : Double.toString(bounds[i])) + "\"";
                samples.add("_bucket", labels.isEmpty() ? end : labels + "," + end, (double) count);
            }
            samples.add("_sum", labels, values.sum.sum());
            samples.add("_count", labels, (double) count);
        });
    }
}
