package io.asktell.server.study;

import io.asktell.importance.Fanova;
import io.asktell.importance.FanovaOptions;
import io.asktell.importance.ImportanceEvaluator;
import io.asktell.importance.MeanDecreaseImpurity;
import io.asktell.importance.PedAnova;
import io.asktell.importance.PedAnovaOptions;
import io.asktell.pareto.Pareto;
import io.asktell.sampler.gp.RegretBound;
import io.asktell.server.problem.InvalidException;
import io.asktell.server.problem.MalformedException;
import io.asktell.server.problem.NotFoundException;
import io.asktell.space.SearchSpace;
import io.asktell.stop.Plateau;
import io.asktell.stop.StopAdvice;
import io.asktell.stop.StopAdvisor;
import io.asktell.study.History;
import io.asktell.study.TrialState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a study's trials tell: the best, the Pareto front, which parameter mattered, whether to go on. */
public final class Analyses {
    private static final Map<String, ImportanceEvaluator> METHODS = Map.of(
            "fanova", new Fanova(FanovaOptions.defaults()),
            "ped_anova", new PedAnova(PedAnovaOptions.defaults()),
            "mdi", new MeanDecreaseImpurity(FanovaOptions.defaults()));

    /** A forest takes its time in proportion to the trials, and more of them change little. */
    private static final int MOST_LEARNED = 10_000;

    private final Ledgers ledgers;
    private final Snapshots snapshots;
    private final Remembered<Importance, Map<String, Double>> importances = new Remembered<>();
    private final Remembered<Advice, StopAdvice> advices = new Remembered<>();

    public Analyses(Ledgers ledgers, Snapshots snapshots) {
        this.ledgers = ledgers;
        this.snapshots = snapshots;
    }

    /** A finished trial by its result. */
    public record Result(int number, double[] values, Map<String, @Nullable Object> params) {}

    /** Importance of each parameter, descending, in sum 1, with the method that found it. */
    public record Importances(Map<String, Double> shares, String method) {}

    /** The best trial, or of several objectives the first of the front. */
    public Result best(String study) {
        return ledgers.read(study, state -> {
            Integer best = state.ledger.bestNumber();
            if (best == null) {
                throw new NotFoundException(
                        "no_completed_trials", "The study has no completed (and feasible) trial yet; tell one first.");
            }
            return result(state.definition.space(), state.definition.objectives(), state.history, best);
        });
    }

    /** All trials that no other dominates, by number; found in a copy, so that asks go on meanwhile. */
    public List<Result> pareto(String study) {
        var snapshot = snapshots.of(study);
        var history = snapshot.history();
        var directions = snapshot.directions();
        if (directions.size() == 1) {
            throw new MalformedException(
                    "not_multi_objective",
                    "The study has one objective, so it has no Pareto front; ask for its best trial.");
        }
        int[] candidates = IntStream.range(0, history.size())
                .filter(n -> history.state(n) == TrialState.COMPLETE && !(history.violation(n) > 0))
                .toArray();
        double[][] losses = IntStream.of(candidates)
                .mapToObj(n -> IntStream.range(0, directions.size())
                        .mapToDouble(k -> directions.get(k).loss(history.value(n, k)))
                        .toArray())
                .toArray(double[][]::new);
        return IntStream.of(Pareto.front(losses))
                .mapToObj(i -> result(snapshot.space(), directions.size(), history, candidates[i]))
                .toList();
    }

    /**
     * Shares of one objective's variation. They are computed from a copy, so that asks go on meanwhile, and once for each version of a
     * study, however many want them.
     */
    public Importances importance(String study, int objective, String method) {
        var evaluator = METHODS.get(method);
        if (evaluator == null) {
            throw new InvalidException(
                    "method", "one of " + new TreeSet<>(METHODS.keySet()) + ", but it is \"" + method + "\"");
        }
        var snapshot = snapshots.of(study);
        int objectives = snapshot.directions().size();
        if (objective < 0 || objective >= objectives) {
            throw new InvalidException(
                    "target_idx", "0 to " + (objectives - 1) + ", one per objective, but it is " + objective);
        }
        if (snapshot.ledger().complete() < 2) {
            throw new MalformedException(
                    "too_few_trials",
                    "Importance needs at least 2 completed trials, but there are "
                            + snapshot.ledger().complete() + ".");
        }
        int most = method.equals("ped_anova") ? Integer.MAX_VALUE : MOST_LEARNED;
        try {
            var shares = importances.answer(
                    new Importance(snapshot.version(), objective, method),
                    () -> evaluator.evaluate(snapshot.space(), snapshot.history(), target(snapshot, objective, most)));
            return new Importances(shares, method);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("too_few_trials", "Importance cannot be told: " + e.getMessage());
        }
    }

    /**
     * Whether a study of one objective should go on, by a rule's name. Computed as importance is.
     *
     * @param trials how many without improvement are a plateau
     */
    public StopAdvice advice(String study, String rule, int trials) {
        var advisor = switch (rule) {
            case "plateau" -> new Plateau(trials, 0);
            case "regret_bound" -> RegretBound.defaults();
            default -> throw new InvalidException("rule", "one of [plateau, regret_bound], but it is \"" + rule + "\"");
        };
        var snapshot = snapshots.of(study);
        int objectives = snapshot.directions().size();
        if (objectives > 1) {
            throw new MalformedException(
                    "multi_objective",
                    "Advice is for studies of one objective, but this one has " + objectives
                            + "; plot the hypervolume of its front.");
        }
        return advices.answer(
                new Advice(snapshot.version(), advisor),
                () -> advisor.advise(snapshot.space(), snapshot.directions().get(0), snapshot.history()));
    }

    /** Losses of so many complete trials at most, at even distances; the others have none, and so do not count. */
    private static IntToDoubleFunction target(StudySnapshot study, int objective, int most) {
        var history = study.history();
        var direction = study.directions().get(objective);
        double[] losses = new double[history.size()];
        Arrays.fill(losses, Double.NaN);
        int[] complete = IntStream.range(0, losses.length)
                .filter(n -> history.state(n) == TrialState.COMPLETE && Double.isFinite(history.value(n, objective)))
                .toArray();
        int count = Math.min(most, complete.length);
        for (int i = 0; i < count; i++) {
            int n = complete[(int) ((long) i * complete.length / count)];
            losses[n] = direction.loss(history.value(n, objective));
        }
        return n -> losses[n];
    }

    private record Importance(String version, int objective, String method) {}

    private record Advice(String version, StopAdvisor advisor) {}

    private static Result result(SearchSpace space, int objectives, History history, int number) {
        double[] values = IntStream.range(0, objectives)
                .mapToDouble(k -> history.value(number, k))
                .toArray();
        return new Result(number, values, TrialView.params(space, history, number));
    }
}
