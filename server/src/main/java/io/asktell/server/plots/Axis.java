package io.asktell.server.plots;

import io.asktell.api.plots.PlotAxis;
import io.asktell.server.problem.InvalidException;
import io.asktell.server.study.StudySnapshot;
import io.asktell.space.CategoricalDistribution;
import io.asktell.space.Distribution;
import io.asktell.space.FloatDistribution;
import io.asktell.space.IntDistribution;
import io.asktell.space.Scale;
import java.util.Locale;

/** One parameter of a study, as an axis of a plot. */
record Axis(StudySnapshot study, int index) {
    /** 422 for a name that no parameter has. */
    static Axis of(StudySnapshot study, String name, String field) {
        return new Axis(
                study,
                study.space()
                        .indexOf(name)
                        .orElseThrow(() -> new InvalidException(
                                field, "a parameter of the study, but \"" + name + "\" is none of them")));
    }

    Distribution distribution() {
        return study.space().distribution(index);
    }

    /** NaN where a trial does not have the parameter. */
    double internal(int number) {
        return study.history().parameter(number, index);
    }

    PlotAxis described() {
        String name = study.space().parameter(index).name();
        var distribution = distribution();
        if (distribution instanceof FloatDistribution real) {
            return new PlotAxis(
                    name, "float", real.scale().name().toLowerCase(Locale.ROOT), real.low(), real.high(), null);
        }
        if (distribution instanceof IntDistribution whole) {
            var scale = whole.log() ? Scale.LOG : Scale.LINEAR;
            return new PlotAxis(name, "int", scale.name().toLowerCase(Locale.ROOT), whole.low(), whole.high(), null);
        }
        if (distribution instanceof CategoricalDistribution categorical) {
            var choices = categorical.choices();
            return new PlotAxis(name, "categorical", "linear", 0, choices.size() - 1, choices);
        }
        throw new AssertionError("an unknown distribution: " + distribution);
    }
}
