package io.asktell.server.study;

import io.asktell.pruner.HyperbandOptions;
import io.asktell.pruner.HyperbandPruner;
import io.asktell.pruner.NopPruner;
import io.asktell.pruner.PatientPruner;
import io.asktell.pruner.PercentileOptions;
import io.asktell.pruner.PercentilePruner;
import io.asktell.pruner.Pruner;
import io.asktell.pruner.Schedule;
import io.asktell.pruner.SuccessiveHalvingOptions;
import io.asktell.pruner.SuccessiveHalvingPruner;
import io.asktell.pruner.ThresholdPruner;
import io.asktell.pruner.WilcoxonPruner;
import io.asktell.server.store.StudyRow;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Which name in JSON stands for which pruner, with which options. */
public final class PrunerCatalog {
    private static final Map<String, Function<Options, Pruner>> PRUNERS = Map.of(
            "median", PrunerCatalog::median,
            "percentile", PrunerCatalog::percentile,
            "successive_halving", PrunerCatalog::successiveHalving,
            "hyperband", PrunerCatalog::hyperband,
            "threshold", PrunerCatalog::threshold,
            "patient", PrunerCatalog::patient,
            "wilcoxon", PrunerCatalog::wilcoxon,
            "none", options -> new NopPruner());

    /** What has sensible defaults, and a history of others to go by. */
    private static final Set<String> WRAPPABLE =
            Set.of("none", "median", "percentile", "successive_halving", "hyperband", "wilcoxon");

    private PrunerCatalog() {}

    static Pruner pruner(StudyRow row) {
        return present(row.pruner()).apply(Options.stored(row.prunerOptions()));
    }

    /** Notes what is wrong with a pruner's name or options. */
    static void check(String name, Options options, FieldErrors errors) {
        var factory = PRUNERS.get(name);
        if (factory == null) {
            errors.add("pruner", "one of " + new TreeSet<>(PRUNERS.keySet()) + ", but it is \"" + name + "\"");
            return;
        }
        try {
            var unused = factory.apply(options);
        } catch (IllegalArgumentException e) {
            errors.add("pruner_options", String.valueOf(e.getMessage()));
        }
        options.done("pruner " + name);
    }

    private static Pruner median(Options options) {
        return new PercentilePruner(judgedBy(options, PercentileOptions.median()));
    }

    private static Pruner percentile(Options options) {
        var defaults = PercentileOptions.defaults();
        return new PercentilePruner(judgedBy(
                options, defaults.withPercentile(options.number("percentile", defaults.percentile(), 0, 100))));
    }

    private static PercentileOptions judgedBy(Options options, PercentileOptions defaults) {
        return defaults.withStartupTrials(options.whole("n_startup_trials", defaults.startupTrials(), 0, 1_000_000))
                .withSchedule(schedule(options));
    }

    private static Schedule schedule(Options options) {
        return new Schedule(
                options.whole("n_warmup_steps", 0, 0, Integer.MAX_VALUE),
                options.whole("interval_steps", 1, 1, Integer.MAX_VALUE));
    }

    private static Pruner successiveHalving(Options options) {
        var defaults = SuccessiveHalvingOptions.defaults();
        return new SuccessiveHalvingPruner(new SuccessiveHalvingOptions(
                options.whole("min_resource", defaults.minResource(), 1, Integer.MAX_VALUE),
                options.whole("reduction_factor", defaults.reductionFactor(), 2, 1000)));
    }

    private static Pruner threshold(Options options) {
        return new ThresholdPruner(
                options.number("lower", Double.NEGATIVE_INFINITY, -Double.MAX_VALUE, Double.MAX_VALUE),
                options.number("upper", Double.POSITIVE_INFINITY, -Double.MAX_VALUE, Double.MAX_VALUE),
                schedule(options));
    }

    /** The wrapped one by its name, with its defaults. */
    private static Pruner patient(Options options) {
        String wrapped = options.word("wrapped", "none", WRAPPABLE.toArray(String[]::new));
        return new PatientPruner(
                wrapped.equals("none") ? null : present(wrapped).apply(Options.stored("{}")),
                options.whole("patience", 1, 0, Integer.MAX_VALUE),
                options.number("min_delta", 0, 0, Double.MAX_VALUE));
    }

    private static Function<Options, Pruner> present(String name) {
        var factory = PRUNERS.get(name);
        if (factory == null) {
            throw new AssertionError("a pruner that is checked is known: " + name);
        }
        return factory;
    }

    private static Pruner wilcoxon(Options options) {
        return new WilcoxonPruner(
                options.number("p_threshold", 0.1, Double.MIN_NORMAL, 1 - 0x1p-53),
                options.whole("n_startup_steps", 2, 0, Integer.MAX_VALUE),
                options.whole("n_startup_trials", 0, 0, Integer.MAX_VALUE),
                options.whole("reduction_factor", 0, 0, 1000));
    }

    private static Pruner hyperband(Options options) {
        var defaults = HyperbandOptions.defaults();
        int max = options.whole("max_resource", 0, 1, Integer.MAX_VALUE);
        return new HyperbandPruner(new HyperbandOptions(
                options.whole("min_resource", defaults.minResource(), 1, Integer.MAX_VALUE),
                max == 0 ? null : max,
                options.whole("reduction_factor", defaults.reductionFactor(), 2, 1000)));
    }
}
