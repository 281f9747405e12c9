package io.asktell.server.plots;

import io.asktell.server.problem.InvalidException;
import io.asktell.server.study.StudySnapshot;

/** Two different parameters. */
record AxisPair(Axis x, Axis y) {
    static AxisPair of(StudySnapshot study, String x, String y) {
        if (x.equals(y)) {
            throw new InvalidException("y", "another parameter than x, but both are \"" + x + "\"");
        }
        return new AxisPair(Axis.of(study, x, "x"), Axis.of(study, y, "y"));
    }

    /** The trials that have both. */
    Completed completed(int objective) {
        return Completed.of(x.study(), objective).having(x).having(y);
    }
}
