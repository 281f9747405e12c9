package io.asktell.server.jobs;

import io.asktell.api.AssignedModel;
import io.asktell.api.ParamTuneCombo;
import io.asktell.api.ParamTuneSpent;
import io.asktell.server.store.EndingRow;
import io.asktell.server.store.JobRow;
import io.asktell.server.store.LedgerRow;
import io.asktell.server.store.UsageSumRow;
import io.asktell.server.study.Progress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A job as it stands: each part is read when it is first asked for, and once. For one thread, and a short time. */
public final class Standing {
    private final Standings source;
    private final JobRow job;
    private final EndingRow ending;
    private final Map<String, Optional<AssignedModel>> targets = new HashMap<>();
    private final Map<String, ParamTuneCombo> combos = new HashMap<>();
    private final Once<List<Optional<Progress>>> search = new Once<>(this::readSearch);
    private final Once<Optional<Confirmations.Run>> confirmation;
    private final Once<List<UsageSumRow>> usage = new Once<>(this::readUsage);
    private final Once<JobProgress> progress = new Once<>(() -> JobProgress.of(this));
    private final Once<Optional<ParamTuneCombo>> best;

    Standing(Standings source, JobRow job, EndingRow ending) {
        this.source = source;
        this.job = job;
        this.ending = ending;
        confirmation = new Once<>(() -> source.confirmation(this));
        best = new Once<>(() -> source.best(this));
    }

    public JobRow job() {
        return job;
    }

    public EndingRow ending() {
        return ending;
    }

    /** How far each model is; a study that was not made yet, or was deleted, has no progress. */
    List<Optional<Progress>> search() {
        return search.get();
    }

    private List<Optional<Progress>> readSearch() {
        List<Optional<Progress>> read = new ArrayList<>();
        for (int i = 0; i < job.models().size(); i++) {
            read.add(source.progress(job, i));
        }
        return read;
    }

    /** Those of the models that have a study. */
    List<LedgerRow> ledgers() {
        return search().stream().flatMap(Optional::stream).map(Progress::ledger).toList();
    }

    /** The confirmation; empty before it began. */
    Optional<Confirmations.Run> confirmation() {
        return confirmation.get();
    }

    /** How workers reach a model. */
    @Nullable
    AssignedModel target(String model) {
        return targets.computeIfAbsent(model, source::target).orElse(null);
    }

    /** The combination of an id as {@code 0-17}. */
    ParamTuneCombo combo(String id) {
        return combos.computeIfAbsent(id, missing -> source.combo(job, missing));
    }

    /** What the search of a model used. */
    UsageSumRow usage(LedgerRow ledger) {
        return usage(ledger.studyId(), null);
    }

    /** What a trial of the confirmation used. */
    UsageSumRow usage(Confirmations.Run run, int number) {
        return usage(run.studyId(), number);
    }

    private UsageSumRow usage(long study, @Nullable Integer number) {
        return usage.get().stream()
                .filter(sum -> sum.studyId() == study && (number == null || number.equals(sum.number())))
                .findFirst()
                .orElse(new UsageSumRow(study, number, 0, 0, 0, 0, 0, 0, 0));
    }

    private List<UsageSumRow> readUsage() {
        List<Long> studies = new ArrayList<>();
        ledgers().forEach(ledger -> studies.add(ledger.studyId()));
        var confirming = confirmation().map(Confirmations.Run::studyId);
        confirming.ifPresent(studies::add);
        return source.usage(studies, confirming.orElse(null));
    }

    /** The best combination: of a tune whose search is over, the one that won. */
    public Optional<ParamTuneCombo> best() {
        return best.get();
    }

    public JobProgress progress() {
        return progress.get();
    }

    /** What was used until now. */
    public ParamTuneSpent spent() {
        return Budgets.of(this).spent();
    }

    /** How many combinations are done. */
    public int completed() {
        return JobProgress.completed(ledgers());
    }
}
