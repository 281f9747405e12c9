package io.asktell.server.metrics;

import java.util.concurrent.atomic.LongAdder;

/** A number that only grows, for each combination of labels. */
public final class Counter {
    private final Series<LongAdder> series;

    Counter(String... labels) {
        series = new Series<>(labels, LongAdder::new);
    }

    /** @param labels one value for each label */
    public void increment(String... labels) {
        add(1, labels);
    }

    public void add(long amount, String... labels) {
        series.of(labels).add(amount);
    }

    void write(Meters.Samples samples) {
        series.forEach((labels, count) -> samples.add("", labels, (double) count.sum()));
    }
}
