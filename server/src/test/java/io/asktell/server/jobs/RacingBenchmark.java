package io.asktell.server.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.Json;
import io.asktell.sampler.GridOptions;
import io.asktell.sampler.GridSampler;
import io.asktell.server.jobs.BenchmarkTune.Complete;
import io.asktell.server.study.SpaceCodec;
import io.asktell.server.study.StudyDefinition;
import io.asktell.server.study.StudyDefinitions;
import io.asktell.server.tooleval.PairedDifference;
import io.asktell.space.Parameters;
import io.asktell.tooleval.CaseOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * How many calls of a model a tune needs, by mode: {@code RacingBenchmark BFCL-DIRECTORY [FIRST-SEED LAST-SEED]}. Replaces the table in docs/benchmarks.md,
 * or prints it where that is not.
 */
public final class RacingBenchmark {
    private static final int OF_EACH_CATEGORY = 50;
    private static final int TRIALS = 30;
    /** Of a grid, which finds the same each time but for chance. */
    private static final int GRID_SEEDS = 2;

    private static final int FEW_REPEATS = 5;
    /** By how much few repeats may mislead: several times the standard error of such a difference. */
    private static final double FAR = 0.03;

    private static final int NEVER = Integer.MAX_VALUE;
    private static final Path PAGE = Path.of("docs/benchmarks.md");

    private static final String SPACE = "{'temperature':{'min':0.2,'max':2},'top_p':{'min':0.6,'max':1},"
            + "'repetition_penalty':{'min':1,'max':2},'tool_choice':['auto','required'],"
            + "'parallel_tool_calls':[true,false]}";
    private static final String GRID = SPACE.replace("'max':2}", "'max':2,'step':STEP}")
            .replaceFirst("STEP", "0.45")
            .replaceFirst("STEP", "0.5")
            .replace("'max':1}", "'max':1,'step':0.2}");
    /** The reference model's defaults, and temperature 0 as near as the space has it: what a tune begins with there. */
    private static final double[] DEFAULTS = {1, 1, 1, 0, 0};

    /** What came of one tune. */
    private record Result(int callsToTarget, double finalTruth) {}

    private final BenchmarkSuite suite;
    private final int budget;
    private double target;
    private double glance;

    private RacingBenchmark(BenchmarkSuite suite) {
        this.suite = suite;
        budget = TRIALS * suite.cases();
    }

    public static void main(String[] args) throws IOException {
        var suite = BenchmarkSuite.of(Path.of(args[0]), OF_EACH_CATEGORY);
        var seeds = args.length > 2
                ? LongStream.rangeClosed(Long.parseLong(args[1]), Long.parseLong(args[2]))
                : LongStream.rangeClosed(1, 20);
        String table = new RacingBenchmark(suite).table(seeds.boxed().toList());
        System.out.print(table); // for whoever runs it
        if (Files.exists(PAGE)) {
            String page = Files.readString(PAGE);
            Files.writeString(
                    PAGE,
                    page.replaceFirst(
                            "(?s)(<!-- racing -->\n).*(<!-- end of racing -->)",
                            "$1" + table.replace("$", "\\$") + "$2"));
        }
    }

    private String table(List<Long> seeds) {
        var cells = cells();
        var cell = best(cells).asMap();
        double best = suite.truth(cell);
        glance = suite.mean(cell, FEW_REPEATS);
        target = best - 1.0 / suite.cases();
        var full = results(seeds, seed -> bayesian(seed, false));
        var raced = results(seeds, seed -> bayesian(seed, true));
        var all = results(seeds.subList(0, Math.min(seeds.size(), GRID_SEEDS)), seed -> grid(cells, seed));
        var difference = PairedDifference.of(IntStream.range(0, seeds.size())
                .mapToDouble(i -> raced.get(i).finalTruth - full.get(i).finalTruth)
                .toArray());
        return String.format(
                Locale.ROOT,
                "%d cases, seeds %d to %d; the best of %d cells scores %.3f.%n%n"
                        + "| mode | calls to the target: median | quartiles | never | calls in all | true score of the final choice |%n"
                        + "|---|---|---|---|---|---|%n%s%s%s%n"
                        + "Racing's final choice less that without, seed by seed: %+.4f on average, at 95 %% from %+.4f to %+.4f.%n",
                suite.cases(),
                seeds.get(0),
                seeds.get(seeds.size() - 1),
                cells.size(),
                best,
                row("grid", all, cells.size() * suite.cases()),
                row("bayesian, without racing", full, budget + BenchmarkEnding.calls(suite)),
                row("bayesian, with racing", raced, budget + BenchmarkEnding.calls(suite)),
                difference.mean(),
                difference.low(),
                difference.high());
    }

    /** The cell of the greatest truth: after a look at all, and a closer one at those that looked good. */
    private Parameters best(List<Parameters> cells) {
        return closer(closer(closer(cells, 2, 40), 10, 10), 50, 1).get(0);
    }

    private List<Parameters> closer(List<Parameters> cells, int repeats, int most) {
        return cells.parallelStream()
                .map(cell -> Map.entry(cell, suite.mean(cell.asMap(), repeats)))
                .sorted(Map.Entry.<Parameters, Double>comparingByValue().reversed())
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<Parameters> cells() {
        var space = SpaceCodec.stored(space(GRID).toString());
        return GridSampler.all(space.space(), new GridOptions(space.gridValues()))
                .toList();
    }

    private interface Tune {
        Result run(long seed);
    }

    private static List<Result> results(List<Long> seeds, Tune tune) {
        return seeds.parallelStream().map(tune::run).toList();
    }

    private static String row(String mode, List<Result> results, int callsInAll) {
        int[] calls = results.stream().mapToInt(Result::callsToTarget).sorted().toArray();
        double truth =
                results.stream().mapToDouble(Result::finalTruth).average().orElseThrow();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s to %s | %d | %,d | %.4f |%n",
                mode,
                shown(quantile(calls, 0.5)),
                shown(quantile(calls, 0.25)),
                shown(quantile(calls, 0.75)),
                Arrays.stream(calls).filter(c -> c == NEVER).count(),
                callsInAll,
                truth);
    }

    /** Of sorted ones; the greater of two where it lies between them. */
    private static int quantile(int[] calls, double share) {
        return calls[(int) Math.floor(share * calls.length)];
    }

    private static String shown(int calls) {
        return calls == NEVER ? "never" : String.format(Locale.ROOT, "%,d", calls);
    }

    /** All cells in their order, as a tune takes them, without a confirmation, as the server's. */
    private Result grid(List<Parameters> cells, long seed) {
        var points = cells.stream().map(Parameters::point).toList();
        var complete = new BenchmarkTune(study(seed, false), points, false, order(seed), suite)
                .run(points.size() * suite.cases());
        var bests = bests(complete);
        return new Result(
                callsToTarget(bests), suite.truth(bests.get(bests.size() - 1).params()));
    }

    private Result bayesian(long seed, boolean racing) {
        var study = study(seed, racing);
        var complete = new BenchmarkTune(study, List.of(DEFAULTS), racing, order(seed), suite).run(budget);
        return new Result(
                callsToTarget(bests(complete)), suite.truth(new BenchmarkEnding(suite, seed).choice(complete)));
    }

    /** Those that were the best so far. */
    private static List<Complete> bests(List<Complete> complete) {
        List<Complete> bests = new ArrayList<>();
        for (var one : complete) {
            if (bests.isEmpty() || one.value() > bests.get(bests.size() - 1).value()) {
                bests.add(one);
            }
        }
        return bests;
    }

    private int callsToTarget(List<Complete> bests) {
        return bests.stream()
                .filter(best -> reaches(best.params()))
                .findFirst()
                .map(Complete::calls)
                .orElse(NEVER);
    }

    /** Whether the truth is at least the target; what a few runs of the same draws show to be far from it is not looked at closely. */
    private boolean reaches(Map<String, @Nullable Object> params) {
        return suite.mean(params, FEW_REPEATS) > glance - FAR && suite.truth(params) >= target;
    }

    private int[] order(long seed) {
        List<String> ids = new ArrayList<>();
        suite.suite().cases().forEach(c -> ids.add(c.id()));
        return CaseOrder.of(suite.suite().cases(), seed).stream()
                .mapToInt(c -> ids.indexOf(c.id()))
                .toArray();
    }

    private static StudyDefinition study(long seed, boolean racing) {
        var pruning = racing ? TuneRequests.racing(1) : TuneRequests.NO_PRUNER;
        return StudyDefinitions.of(TuneRequests.study(
                "benchmark", space(SPACE), "auto", List.of("score"), List.of("maximize"), pruning, seed, 10_000));
    }

    private static JsonNode space(String json) {
        try {
            var space = TuneSpace.normalised(Json.mapper().readTree(json.replace('\'', '"')));
            if (space == null) {
                throw new AssertionError("a space is there");
            }
            return space;
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
