package io.asktell.server.jobs;

import io.asktell.api.AssignedModel;
import io.asktell.server.study.Progress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which trials of a job may be given to claims, as far as its budget goes. */
final class Offers {
    private final Assignments assignments;

    Offers(Assignments assignments) {
        this.assignments = assignments;
    }

    /**
     * A study's trials as they are given to claims.
     *
     * @param target what a worker must reach to evaluate them
     * @param allowed whether the budget has room for one more now
     * @param given told of each that is given
     */
    record Offer(
            @Nullable AssignedModel target,
            BooleanSupplier allowed,
            Function<Claim, Claim.Work> give,
            Runnable given) {}

    List<Offer> of(Standing standing, List<Progress> search) {
        return standing.confirmation()
                .map(run -> confirmation(standing, run))
                .orElseGet(() -> search(standing, search));
    }

    private List<Offer> search(Standing standing, List<Progress> progress) {
        var job = standing.job();
        var budgets = Budgets.limiting(standing);
        List<Offer> offers = new ArrayList<>();
        for (int i : leastAdvancedFirst(progress)) {
            String model = job.models().get(i);
            var target = standing.target(model);
            if (target != null || job.kind().equals("tuning")) {
                offers.add(new Offer(
                        target,
                        () -> budgets.flatMap(b -> b.refusal(standing, i)).isEmpty(),
                        claim -> assignments.give(claim, job, i, target),
                        () -> budgets.ifPresent(b -> b.reserve(model, job.evaluationsEach()))));
            }
        }
        return offers;
    }

    private static List<Integer> leastAdvancedFirst(List<Progress> progress) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < progress.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingInt(i -> progress.get(i).ledger().nextNumber()));
        return order;
    }

    private List<Offer> confirmation(Standing standing, Confirmations.Run run) {
        var job = standing.job();
        var contenders = run.contenders();
        if (contenders.values().stream().anyMatch(contender -> contender.target() == null)) {
            return List.of();
        }
        var budgets = Budgets.limiting(standing);
        // which role is next is not known before it is given; the winner's model stands for all
        String model = contenders.values().iterator().next().model();
        return List.of(new Offer(
                null,
                () -> budgets.flatMap(b -> b.refusal(standing, run)).isEmpty(),
                claim -> assignments.confirm(claim, job, standing.ending().confirmRepeats(), run),
                () -> budgets.ifPresent(b -> b.reserve(model, Budgets.confirming(standing)))));
    }
}
