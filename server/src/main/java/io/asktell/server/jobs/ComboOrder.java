package io.asktell.server.jobs;

import io.asktell.api.ParamTuneCombo;
import io.asktell.server.problem.MalformedException;
import io.asktell.server.store.JobRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How combinations are ordered; those that have nothing to order them by come last. */
public record ComboOrder(boolean byValue, Comparator<ParamTuneCombo> comparator) {
    private static final Map<String, Function<ParamTuneCombo, @Nullable Object>> FIGURES = figures();

    private static Map<String, Function<ParamTuneCombo, @Nullable Object>> figures() {
        Map<String, Function<ParamTuneCombo, @Nullable Object>> figures = new LinkedHashMap<>();
        figures.put("value", ComboOrder::value);
        figures.put("score", ParamTuneCombo::score);
        figures.put("pass_rate", combo -> combo.evaluated() == 0 ? null : (double) combo.passed() / combo.evaluated());
        figures.put("passed", combo -> combo.evaluated() == 0 ? null : combo.passed());
        figures.put("latency_ms", ParamTuneCombo::latencyMs);
        figures.put("total_tokens", ParamTuneCombo::totalTokens);
        figures.put("cost", ParamTuneCombo::cost);
        figures.put("number", ParamTuneCombo::trialId);
        figures.put("model", ParamTuneCombo::model);
        return figures;
    }

    /** The best first, by the first objective. */
    public static ComboOrder best(JobRow job) {
        return of(true, ComboOrder::value, job.maximised(0));
    }

    /**
     * By a figure or a parameter of this tune, with {@code -} before it the greatest first.
     *
     * @param parameters their names
     */
    public static ComboOrder of(String word, List<String> parameters) {
        boolean descending = word.startsWith("-");
        String name = descending ? word.substring(1) : word;
        var figure = FIGURES.get(name);
        if (figure == null && parameters.contains(name)) {
            figure = combo -> combo.params().get(name);
        }
        if (figure == null) {
            var known = new ArrayList<>(FIGURES.keySet());
            known.addAll(parameters);
            throw new MalformedException(
                    "malformed_query",
                    "The query parameter order must be one of " + String.join(", ", known)
                            + ", or one of them with - before it, not " + word + ".");
        }
        return of(false, figure, descending);
    }

    private static ComboOrder of(
            boolean byValue, Function<ParamTuneCombo, @Nullable Object> figure, boolean descending) {
        Comparator<Object> one = ComboOrder::compare;
        Comparator<@Nullable Object> all = Comparator.nullsLast(descending ? one.reversed() : one);
        return new ComboOrder(byValue, (a, b) -> all.compare(figure.apply(a), figure.apply(b)));
    }

    private static @Nullable Double value(ParamTuneCombo combo) {
        var value = combo.value();
        return value == null ? null : value.toArray()[0];
    }

    /** Numbers before anything else, which is ordered as text. */
    private static int compare(Object a, Object b) {
        if (a instanceof Number x && b instanceof Number y) {
            return Double.isFinite(x.doubleValue()) && Double.isFinite(y.doubleValue())
                    ? number(x).compareTo(number(y))
                    : Double.compare(x.doubleValue(), y.doubleValue());
        }
        int kinds = Boolean.compare(!(a instanceof Number), !(b instanceof Number));
        return kinds != 0 ? kinds : a.toString().compareTo(b.toString());
    }

    private static BigDecimal number(Number number) {
        return new BigDecimal(number.toString());
    }
}
