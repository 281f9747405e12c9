package io.asktell.server.jobs;

import io.asktell.api.AssignedModel;
import io.asktell.api.ParamTuneCombo;
import io.asktell.server.store.EndingRow;
import io.asktell.server.store.EndingStore;
import io.asktell.server.store.JobRow;
import io.asktell.server.store.UsageStore;
import io.asktell.server.store.UsageSumRow;
import io.asktell.server.study.Progress;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads how jobs stand. */
public final class Standings {
    private final Jdbi jdbi;
    private final ComboViews views;
    private final Confirmations confirmations;
    private final TuneInputs inputs;

    public Standings(Jdbi jdbi, ComboViews views, Confirmations confirmations, TuneInputs inputs) {
        this.jdbi = jdbi;
        this.views = views;
        this.confirmations = confirmations;
        this.inputs = inputs;
    }

    public Standing of(JobRow job) {
        return jdbi.withHandle(handle -> of(job, handle));
    }

    /** With how it is to end as a transaction sees it. */
    Standing of(JobRow job, Handle handle) {
        var ending = handle.attach(EndingStore.class).find(job.id()).orElseGet(() -> EndingRow.none(job.id()));
        return new Standing(this, job, ending);
    }

    Optional<Progress> progress(JobRow job, int model) {
        return views.progress(job, model);
    }

    Optional<Confirmations.Run> confirmation(Standing standing) {
        return confirmations.read(standing);
    }

    ParamTuneCombo combo(JobRow job, String id) {
        return views.find(job, id);
    }

    Optional<AssignedModel> target(String model) {
        return inputs.model(model);
    }

    List<UsageSumRow> usage(List<Long> studies, @Nullable Long apart) {
        return jdbi.withExtension(UsageStore.class, store -> store.sums(studies, apart));
    }

    Optional<ParamTuneCombo> best(Standing standing) {
        return views.best(standing);
    }
}
