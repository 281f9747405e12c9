package io.asktell.server.http;

import io.asktell.api.plots.StudyOverview;
import io.asktell.server.plots.Contours;
import io.asktell.server.plots.Distributions;
import io.asktell.server.plots.Fronts;
import io.asktell.server.plots.Histories;
import io.asktell.server.plots.Intermediates;
import io.asktell.server.plots.Overviews;
import io.asktell.server.plots.Parallels;
import io.asktell.server.plots.Ranks;
import io.asktell.server.plots.Slices;
import io.asktell.server.plots.Timelines;
import io.asktell.server.problem.InvalidException;
import io.asktell.server.study.Snapshots;
import io.asktell.server.study.StudySnapshot;
import io.asktell.server.study.Trials;
import io.javalin.http.Context;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What plots of a study are drawn from, over HTTP. A study that has not changed answers 304 to whoever shows its ETag. */
public final class PlotHandlers {
    private static final int DEFAULT_POINTS = 2_000;
    private static final int MOST_STUDIES = 10;

    private final Snapshots snapshots;
    private final Trials trials;
    private final String serverVersion;

    /**
     * @param serverVersion part of every ETag, as another version may plot otherwise
     */
    public PlotHandlers(Snapshots snapshots, Trials trials, String serverVersion) {
        this.snapshots = snapshots;
        this.trials = trials;
        this.serverVersion = serverVersion;
    }

    /** Computes what the page of a study shows first, for nobody. */
    public void firstView(String name) {
        var study = snapshots.of(name);
        overview(study);
        Histories.of(study, 0, DEFAULT_POINTS);
    }

    void history(Context ctx) {
        answer(ctx, study -> Histories.of(study, objective(ctx), points(ctx)));
    }

    void slice(Context ctx) {
        answer(ctx, study -> Slices.of(study, objective(ctx), required(ctx, "param"), points(ctx)));
    }

    void parallel(Context ctx) {
        answer(ctx, study -> Parallels.of(study, objective(ctx), RequestReader.queries(ctx, "params"), points(ctx)));
    }

    void contour(Context ctx) {
        answer(ctx, study -> Contours.of(study, objective(ctx), required(ctx, "x"), required(ctx, "y"), points(ctx)));
    }

    void rank(Context ctx) {
        answer(ctx, study -> Ranks.of(study, objective(ctx), required(ctx, "x"), required(ctx, "y"), points(ctx)));
    }

    void edf(Context ctx) {
        var names = Stream.concat(Stream.of(ctx.pathParam("name")), RequestReader.queries(ctx, "study").stream())
                .distinct()
                .toList();
        if (names.size() > MOST_STUDIES) {
            throw new InvalidException(
                    "study", "at most " + MOST_STUDIES + " studies together, but there are " + names.size());
        }
        var studies = names.stream().map(snapshots::of).toList();
        var versions = studies.stream().map(StudySnapshot::version).collect(Collectors.joining("."));
        answer(ctx, versions, () -> Distributions.of(studies, objective(ctx)));
    }

    void intermediate(Context ctx) {
        int limit = RequestReader.queryInt(ctx, "limit", 100, 1, 500);
        answer(ctx, study -> Intermediates.of(study, objective(ctx), limit));
    }

    void timeline(Context ctx) {
        int limit = RequestReader.queryInt(ctx, "limit", 500, 1, 2_000);
        answerOfTheMinute(
                ctx,
                study -> Timelines.of(
                        study, limit, numbers -> trials.workers(study.row().id(), numbers)));
    }

    void pareto(Context ctx) {
        answer(ctx, study -> Fronts.of(study, points(ctx)));
    }

    void summary(Context ctx) {
        answerOfTheMinute(ctx, PlotHandlers::overview);
    }

    private static StudyOverview overview(StudySnapshot study) {
        return Overviews.of(study, StudyHandlers.response(study.view()));
    }

    private void answer(Context ctx, Function<StudySnapshot, Object> plot) {
        var study = snapshots.of(ctx.pathParam("name"));
        answer(ctx, study.version(), () -> plot.apply(study));
    }

    /** For what changes with the clock: the tag does, too. */
    private void answerOfTheMinute(Context ctx, Function<StudySnapshot, Object> plot) {
        var study = snapshots.of(ctx.pathParam("name"));
        long minute = study.ledger().now().getEpochSecond() / 60;
        answer(ctx, study.version() + "." + minute, () -> plot.apply(study));
    }

    private void answer(Context ctx, String version, Supplier<Object> plot) {
        ctx.header("Cache-Control", "private, no-cache"); // keep it, but ask whether it still holds
        if (!Versioned.known(ctx, "\"" + version + "." + serverVersion + "\"")) {
            ctx.json(plot.get());
        }
    }

    private static int points(Context ctx) {
        return RequestReader.queryInt(ctx, "points", DEFAULT_POINTS, 10, 20_000);
    }

    private static int objective(Context ctx) {
        return RequestReader.queryInt(ctx, "objective", 0, 0, Integer.MAX_VALUE);
    }

    private static String required(Context ctx, String name) {
        return RequestReader.query(ctx, name)
                .orElseThrow(() -> new InvalidException(name, "the name of a parameter, but it is absent"));
    }
}
