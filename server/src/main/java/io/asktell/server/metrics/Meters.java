package io.asktell.server.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * All metrics of one server, by name. {@link #text} is Prometheus's text format 0.0.4. A metric that reads its value when it is asked
 * must neither block nor fail.
 */
public final class Meters {
    private static final double[] SECONDS = {
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
    };

    private final Map<String, Family> families = new ConcurrentSkipListMap<>();

    private record Family(String type, String help, Consumer<Samples> samples) {}

    /** A count of what happened, apart by labels. */
    public Counter counter(String name, String help, String... labels) {
        var counter = new Counter(labels);
        add(name, "counter", help, counter::write);
        return counter;
    }

    /** A count that is kept elsewhere. */
    public void counted(String name, String help, LongSupplier count) {
        add(name, "counter", help, samples -> samples.add("", "", (double) count.getAsLong()));
    }

    public Histogram histogram(String name, String help, double[] bounds, String... labels) {
        var histogram = new Histogram(bounds, labels);
        add(name, "histogram", help, histogram::write);
        return histogram;
    }

    /** Of durations, with bounds from half a millisecond to ten seconds. */
    public Histogram seconds(String name, String help, String... labels) {
        return histogram(name, help, SECONDS, labels);
    }

    /** What is so now. */
    public void gauge(String name, String help, DoubleSupplier value) {
        add(name, "gauge", help, samples -> samples.add("", "", value.getAsDouble()));
    }

    /** What is so now, apart by one label. */
    public void gauge(
            String name, String help, String label, Supplier<? extends Map<String, ? extends Number>> values) {
        var names = new String[] {label};
        add(
                name,
                "gauge",
                help,
                samples -> values.get()
                        .forEach((of, value) -> samples.add("", Series.labels(names, of), value.doubleValue())));
    }

    private void add(String name, String type, String help, Consumer<Samples> samples) {
        if (families.put(name, new Family(type, help, samples)) != null) {
            throw new AssertionError("two metrics are named " + name);
        }
    }

    public String text() {
        var text = new StringBuilder(16_384);
        families.forEach((name, family) -> {
            text.append("# HELP ").append(name).append(' ').append(family.help).append('\n');
            text.append("# TYPE ").append(name).append(' ').append(family.type).append('\n');
            family.samples.accept((suffix, labels, value) -> {
                text.append(name).append(suffix);
                if (!labels.isEmpty()) {
                    text.append('{').append(labels).append('}');
                }
                text.append(' ').append(number(value)).append('\n');
            });
        });
        return text.toString();
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** Takes the samples of one metric. */
    @FunctionalInterface
    interface Samples {
        /** @param labels as they stand between the braces */
        void add(String suffix, String labels, double value);
    }
}
