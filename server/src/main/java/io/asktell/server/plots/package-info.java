/**
 * What plots show of a study, computed from a {@link io.asktell.server.study.StudySnapshot}: few enough points for a browser, however
 * many trials there are. Read {@link io.asktell.server.plots.Completed} and {@link io.asktell.server.plots.Sample} first.
 */
@NullMarked
package io.asktell.server.plots;

import org.jspecify.annotations.NullMarked;
