package io.asktell.server.http;

import static io.asktell.server.http.Route.get;

import io.asktell.api.plots.ContourPlot;
import io.asktell.api.plots.EdfPlot;
import io.asktell.api.plots.HistoryPlot;
import io.asktell.api.plots.IntermediatePlot;
import io.asktell.api.plots.ParallelPlot;
import io.asktell.api.plots.ParetoPlot;
import io.asktell.api.plots.RankPlot;
import io.asktell.api.plots.SlicePlot;
import io.asktell.api.plots.StudyOverview;
import io.asktell.api.plots.TimelinePlot;
import io.javalin.http.Handler;
import java.util.List;

/** The URLs of what plots of a study are drawn from. */
public final class PlotRoutes {
    private static final String PLOTS = "/v1/tuner/studies/{name}/plots/";

    private PlotRoutes() {}

    public static List<Route> plots(PlotHandlers plots) {
        return List.of(
                withPoints("history", plots::history, HistoryPlot.class)
                        .summary("An objective over the trials' numbers, and its best value so far"),
                withPoints("slice", plots::slice, SlicePlot.class)
                        .summary("An objective over one parameter")
                        .query("param", String.class, "the parameter"),
                withPoints("parallel", plots::parallel, ParallelPlot.class)
                        .summary("Trials as lines over several parameters")
                        .query("params", String.class, "a parameter; repeat it for several; absent for all"),
                withPoints("contour", plots::contour, ContourPlot.class)
                        .summary("An objective over two parameters, with a smoothed estimate")
                        .query("x", String.class, "a parameter")
                        .query("y", String.class, "another parameter"),
                withPoints("rank", plots::rank, RankPlot.class)
                        .summary("Over two parameters, where each trial's value stands among all")
                        .query("x", String.class, "a parameter")
                        .query("y", String.class, "another parameter"),
                ofObjective("edf", plots::edf, EdfPlot.class)
                        .summary("The empirical distribution of an objective's values")
                        .query("study", String.class, "another study to compare with; repeat it for several"),
                ofObjective("intermediate", plots::intermediate, IntermediatePlot.class)
                        .summary("What the best and the newest trials reported")
                        .query("limit", Integer.class, "how many trials, 1 to 500, default 100"),
                plot("timeline", plots::timeline, TimelinePlot.class)
                        .summary("When the newest trials were worked on, and how many ran at a time")
                        .query("limit", Integer.class, "how many trials, 1 to 2000, default 500"),
                pointed(plot("pareto", plots::pareto, ParetoPlot.class))
                        .summary("The Pareto front, what it dominates, and how its hypervolume grew"),
                plot("summary", plots::summary, StudyOverview.class)
                        .summary("The study at a glance: counts, best trials, pace, workers"));
    }

    private static Route withPoints(String kind, Handler handler, Class<?> answer) {
        return pointed(ofObjective(kind, handler, answer));
    }

    private static Route pointed(Route route) {
        return route.query("points", Integer.class, "how many trials to show at most, 10 to 20000, default 2000");
    }

    private static Route ofObjective(String kind, Handler handler, Class<?> answer) {
        return plot(kind, handler, answer).query("objective", Integer.class, "which objective, from 0");
    }

    private static Route plot(String kind, Handler handler, Class<?> answer) {
        return get(PLOTS + kind, Scopes.TUNER_READ, handler)
                .answers(200, answer)
                .answers(304);
    }
}
