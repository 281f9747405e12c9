package io.asktell.server.metrics;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** The values of one metric, by its labels. There are never more than a thousand: what comes later is counted as {@code other}. */
final class Series<T> {
    private static final int MOST = 1000;

    private final String[] names;
    private final Supplier<T> fresh;
    private final Map<String, T> values = new ConcurrentSkipListMap<>();

    Series(String[] names, Supplier<T> fresh) {
        this.names = names;
        this.fresh = fresh;
        if (names.length == 0) {
            values.put("", fresh.get());
        }
    }

    T of(String... labels) {
        var key = labels(names, labels);
        T known = values.get(key);
        if (known != null) {
            return known;
        }
        if (values.size() >= MOST) {
            var others = new String[names.length];
            Arrays.fill(others, "other");
            key = labels(names, others);
        }
        return values.computeIfAbsent(key, k -> fresh.get());
    }

    void forEach(BiConsumer<String, T> action) {
        values.forEach(action);
    }

    static String labels(String[] names, String... values) {
        if (names.length != values.length) {
            throw new AssertionError(names.length + " labels, but " + values.length + " values");
        }
        var text = new StringBuilder();
        for (int i = 0; i < names.length; i++) {
            text.append(i == 0 ? "" : ",")
                    .append(names[i])
                    .append("=\"")
                    .append(escaped(values[i]))
                    .append('"');
        }
        return text.toString();
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
