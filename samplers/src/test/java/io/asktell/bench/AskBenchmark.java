package io.asktell.bench;

import io.asktell.numeric.Rng;
import io.asktell.sampler.Ask;
import io.asktell.sampler.Histories;
import io.asktell.sampler.RandomSampler;
import io.asktell.sampler.Sampler;
import io.asktell.sampler.Spaces;
import io.asktell.sampler.Suggestion;
import io.asktell.sampler.gp.GpOptions;
import io.asktell.sampler.gp.GpSampler;
import io.asktell.sampler.tpe.TpeOptions;
import io.asktell.sampler.tpe.TpeSampler;
import io.asktell.space.CategoricalDistribution;
import io.asktell.space.FloatDistribution;
import io.asktell.space.IntDistribution;
import io.asktell.space.Parameter;
import io.asktell.space.SearchSpace;
import io.asktell.study.Direction;
import io.asktell.study.TrialTable;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A tell and the ask after it, in a study of so many trials. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class AskBenchmark {
    private static final SearchSpace TEN = SearchSpace.of(
            Parameter.of("f0", FloatDistribution.of(0, 1)),
            Parameter.of("f1", FloatDistribution.of(-5, 5)),
            Parameter.of("f2", FloatDistribution.of(0, 100)),
            Parameter.of("f3", FloatDistribution.of(0, 1)),
            Parameter.of("f4", FloatDistribution.of(-1, 1)),
            Parameter.of("g0", FloatDistribution.logarithmic(1e-6, 1)),
            Parameter.of("g1", FloatDistribution.logarithmic(1e-3, 1e3)),
            Parameter.of("i0", IntDistribution.of(1, 64)),
            Parameter.of("i1", IntDistribution.logarithmic(1, 1024)),
            Parameter.of("c0", CategoricalDistribution.of("a", "b", "c", "d")));

    /** A study whose last trial is told anew before each ask, so that its size stays. */
    private static final class Told {
        final SearchSpace space;
        final TrialTable history;
        final Ask ask;
        int told;

        Told(SearchSpace space, int objectives, int trials) {
            this.space = space;
            history = new TrialTable(space.size(), objectives);
            ask = new Ask(space, Collections.nCopies(objectives, Direction.MINIMIZE), trials);
            for (int n = 0; n < trials; n++) {
                tell(n);
            }
        }

        /** The objectives of which Optuna's recorded times are. */
        void tell(int number) {
            double[] point = RandomSampler.draw(space, Rng.of(0, told++));
            double first = point[0];
            double spread = square(point[1] / 5 - 0.3) + square(point[3] - 0.2);
            double[] values = {first + spread, 1 - StrictMath.sqrt(first) + spread + square(point[4])};
            history.put(Histories.complete(
                    number, point, Arrays.copyOf(values, ask.directions().size())));
        }

        private static double square(double x) {
            return x * x;
        }

        Suggestion next(Sampler sampler) {
            tell(history.size() - 1);
            return sampler.suggest(ask, history, Rng.of(1, told));
        }
    }

    /** A study of one size, and the sampler that knows it. */
    private abstract static class OfTpe {
        private final Sampler sampler = new TpeSampler(TpeOptions.defaults());
        private Told study = new Told(TEN, 1, 1);

        final void fill(int objectives, int trials) {
            study = new Told(TEN, objectives, trials);
        }

        final Suggestion next() {
            return study.next(sampler);
        }
    }

    @State(Scope.Thread)
    public static class OfOneObjective extends OfTpe {
        @Param({"1000", "10000", "100000"})
        public int trials;

        @Setup
        public void fill() {
            fill(1, trials);
        }
    }

    @State(Scope.Thread)
    public static class OfTwoObjectives extends OfTpe {
        @Param("1000")
        public int trials;

        @Setup
        public void fill() {
            fill(2, trials);
        }
    }

    @Benchmark
    public Suggestion tpe(OfOneObjective state) {
        return state.next();
    }

    @Benchmark
    public Suggestion tpeOfTwoObjectives(OfTwoObjectives state) {
        return state.next();
    }

    @State(Scope.Thread)
    public static class OfGp {
        @Param({"50", "100", "200", "400"})
        public int trials;
    }

    /** Five asks and tells in a row, with the fit of the kernel that serves several asks: the first of a new sampler. */
    @Benchmark
    @OperationsPerInvocation(5)
    public Suggestion gp(OfGp state) {
        var study = new Told(Spaces.cube(6), 1, state.trials);
        Sampler sampler = new GpSampler(GpOptions.defaults());
        Suggestion last = sampler.suggest(study.ask, study.history, Rng.of(1, 0));
        for (int n = 1; n < 5; n++) {
            study.tell(study.history.size());
            last = sampler.suggest(
                    new Ask(study.space, study.ask.directions(), study.history.size()), study.history, Rng.of(1, n));
        }
        return last;
    }
}
