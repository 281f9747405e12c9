package io.asktell.server.study;

import io.asktell.server.problem.NotFoundException;
import io.asktell.server.store.IntermediateRow;
import io.asktell.server.store.StudyStore;
import io.asktell.server.store.TrialPages;
import io.asktell.server.store.TrialRow;
import io.asktell.server.store.TrialStore;
import io.asktell.study.Reports;
import io.asktell.study.TrialState;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Asks, tells and looks at the trials of studies. */
public final class Trials {
    private static final int WALKED = 1000;

    private final Ledgers ledgers;
    private final Jdbi jdbi;

    public Trials(Ledgers ledgers, Jdbi jdbi) {
        this.ledgers = ledgers;
        this.jdbi = jdbi;
    }

    /** A page of trials and how many match in all. */
    public record Page(List<TrialView> trials, long total) {}

    /** Gives up to {@code count} trials; fewer when fewer are left, 409 when none is. */
    public List<GivenTrial> ask(String study, Asking asking) {
        return askOnce(study, asking, handle -> Optional.empty(), (handle, given) -> given);
    }

    /**
     * As {@link #ask}, but once only: the ask happens unless {@code find} finds what it answered before, and what it answers is kept by
     * {@code keep}, all in one transaction.
     */
    public <T> T askOnce(
            String study,
            Asking asking,
            Function<Handle, Optional<T>> find,
            BiFunction<Handle, List<GivenTrial>, T> keep) {
        long until = System.nanoTime() + ledgers.preparations().deadlineNanos();
        var asked = ledgers.<Asked<T>>change(study, turn -> {
            Optional<T> before = find.apply(turn.handle());
            int lacking = before.isPresent() ? 0 : asking.lacking(turn);
            return Command.Answer.of(
                    lacking > 0
                            ? new Asked<>(null, turn.preparation(ledgers.preparations()), lacking)
                            : new Asked<>(
                                    before.orElseGet(() -> keep.apply(turn.handle(), asking.give(turn, null))),
                                    null,
                                    0));
        });
        if (asked.preparation == null) {
            return Objects.requireNonNull(asked.answer);
        }
        try (var supply = asked.preparation.await(asked.lacking, until)) { // beside the transactions
            return ledgers.change(study, turn -> {
                supply.rewind();
                return Command.Answer.of(find.apply(turn.handle())
                        .orElseGet(() -> keep.apply(turn.handle(), asking.give(turn, supply))));
            });
        }
    }

    /** The answer, or what it takes to give one. */
    private record Asked<T>(@Nullable T answer, @Nullable Preparation preparation, int lacking) {}

    /** Ends a trial, as {@link Telling} says. */
    public TrialView tell(String study, Telling telling) {
        return ledgers.change(study, telling);
    }

    /** Ends many trials, together where the database allows; each answers for itself. */
    public List<CompletableFuture<TrialView>> tellAll(String study, List<Telling> tellings) {
        return ledgers.changeAll(study, List.copyOf(tellings));
    }

    /** Takes a sign of life, with or without intermediate values. */
    public Reporting.Verdict report(String study, Reporting reporting) {
        return ledgers.change(study, reporting);
    }

    /** Puts all leased trials of a worker back into the queue; what it tells of them afterwards is refused. */
    public void giveBack(String worker) {
        for (long study : jdbi.withExtension(StudyStore.class, store -> store.withTrialsOf(worker))) {
            ledgers.change(study, turn -> {
                for (var trial : turn.live()) {
                    if (trial.state == TrialState.RUNNING
                            && trial.leaseExpiresAt != null
                            && worker.equals(trial.worker)) {
                        trial.giveBack();
                        turn.changed(trial, null);
                    }
                }
                return Command.Answer.of(true);
            });
        }
    }

    public TrialView enqueue(String study, Enqueuing enqueuing) {
        return ledgers.change(study, enqueuing);
    }

    public TrialView find(String study, int number) {
        // read through the ledger, so that the space is the study's newest and a deleted study is noticed
        var seen = ledgers.read(study, state -> new Seen(state.definition, state.ledger.nextNumber()));
        long id = seen.definition.row().id();
        return jdbi.withHandle(handle -> {
            var store = handle.attach(TrialStore.class);
            var row = store.find(id, number)
                    .orElseThrow(() -> new NotFoundException(
                            "trial_not_found",
                            "The study has no trial " + number + "; it has " + seen.trials + " trials."));
            return views(seen.definition, List.of(row), store).get(0);
        });
    }

    /** Trials of a state (all when null) after a number (-1 for all), in order. */
    public Page list(String study, @Nullable TrialState state, int after, TrialOrder order, int limit, long offset) {
        var keyed = ledgers.read(
                study, s -> order.keyed(s, state, after, offset + limit)); // sorted here, so that asks go on meanwhile
        int[] numbers = keyed.page(order, limit, offset);
        long id = keyed.definition().row().id();
        return jdbi.withHandle(handle -> {
            var store = handle.attach(TrialStore.class);
            Map<Integer, TrialView> found = new HashMap<>();
            views(keyed.definition(), store.findAll(id, numbers), store)
                    .forEach(view -> found.put(view.row().number(), view));
            return new Page(
                    IntStream.of(numbers)
                            .filter(found::containsKey)
                            .mapToObj(found::get)
                            .toList(),
                    keyed.total());
        });
    }

    /**
     * Hands over every trial there is when it is called, by number. They are read a page at a time, each as it is by then, and no
     * connection is held while they are used.
     */
    public void forEach(String study, Walker walker) throws IOException {
        var seen = ledgers.read(study, state -> new Seen(state.definition, state.ledger.nextNumber()));
        var row = seen.definition.row();
        for (int from = 0; from < seen.trials; from += WALKED) {
            int first = from;
            int end = Math.min(from + WALKED, seen.trials);
            var page = jdbi.withHandle(handle -> TrialPages.read(handle, row.id(), first, end));
            if (page.size() < end - first) {
                throw new NotFoundException("study_not_found", "The study was deleted.");
            }
            for (var trial : page) {
                walker.take(new TrialView(row.name(), trial.row(), trial.reports(), seen.definition.space()));
            }
        }
    }

    /** Takes trials one by one. */
    @FunctionalInterface
    public interface Walker {
        void take(TrialView trial) throws IOException;
    }

    /** Who works or worked on these trials, by number; without those that did not say. */
    public Map<Integer, String> workers(long studyId, int[] numbers) {
        return jdbi.withExtension(TrialStore.class, store -> store.workers(studyId, numbers));
    }

    private static List<TrialView> views(StudyDefinition definition, List<TrialRow> rows, TrialStore store) {
        int[] numbers = rows.stream().mapToInt(TrialRow::number).toArray();
        Map<Integer, Map<Integer, Double>> reports = new HashMap<>();
        for (IntermediateRow row : store.intermediates(definition.row().id(), numbers)) {
            reports.computeIfAbsent(row.number(), n -> new TreeMap<>()).put(row.step(), row.value());
        }
        return rows.stream()
                .map(row -> new TrialView(
                        definition.row().name(),
                        row,
                        Reports.of(reports.getOrDefault(row.number(), Map.of())),
                        definition.space()))
                .toList();
    }

    private record Seen(StudyDefinition definition, int trials) {}
}
