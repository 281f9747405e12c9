package io.asktell.server.study;

import io.asktell.pruner.HyperbandOptions;
import io.asktell.pruner.HyperbandPruner;
import io.asktell.pruner.MedianOptions;
import io.asktell.pruner.MedianPruner;
import io.asktell.pruner.NopPruner;
import io.asktell.pruner.Pruner;
import io.asktell.server.store.StudyRow;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Which name in JSON stands for which pruner, with which options. */
public final class PrunerCatalog {
    private static final Map<String, Function<Options, Pruner>> PRUNERS = Map.of(
            "median", PrunerCatalog::median, "hyperband", PrunerCatalog::hyperband, "none", options -> new NopPruner());
    /** Names of the contract that are not served yet. */
    private static final Set<String> LATER =
            Set.of("percentile", "successive_halving", "threshold", "patient", "wilcoxon");

    private PrunerCatalog() {}

    static Pruner pruner(StudyRow row) {
        var factory = PRUNERS.get(row.pruner());
        if (factory == null) {
            throw new AssertionError("a stored pruner is known: " + row.pruner());
        }
        return factory.apply(Options.stored(row.prunerOptions()));
    }

    /** Notes what is wrong with a pruner's name or options. */
    static void check(String name, Options options, FieldErrors errors) {
        var factory = PRUNERS.get(name);
        if (factory == null) {
            errors.add(
                    "pruner",
                    LATER.contains(name)
                            ? "\"" + name + "\" is not available yet; use one of " + new TreeSet<>(PRUNERS.keySet())
                            : "one of " + new TreeSet<>(PRUNERS.keySet()) + ", but it is \"" + name + "\"");
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
        var defaults = MedianOptions.defaults();
        return new MedianPruner(new MedianOptions(
                options.whole("n_startup_trials", defaults.startupTrials(), 0, 1_000_000),
                options.whole("n_warmup_steps", defaults.warmupSteps(), 0, Integer.MAX_VALUE),
                options.whole("interval_steps", defaults.intervalSteps(), 1, Integer.MAX_VALUE),
                defaults.minTrials()));
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
