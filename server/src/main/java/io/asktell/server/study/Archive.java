package io.asktell.server.study;

import io.asktell.api.CreateStudyRequest;
import io.asktell.api.Directions;
import io.asktell.api.ExportLine;
import io.asktell.api.ExportedStudy;
import io.asktell.api.ExportedTrial;
import io.asktell.api.Json;
import io.asktell.api.Score;
import io.asktell.server.problem.ConflictException;
import io.asktell.server.problem.InvalidException;
import io.asktell.server.store.BulkStore;
import io.asktell.server.store.LedgerStore;
import io.asktell.server.store.StudyRow;
import io.asktell.server.store.StudyStore;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Studies as files: JSON lines out, and the same lines back in, whole or not at all. */
public final class Archive {
    private static final int PAGE = 500;

    private final Studies studies;
    private final Trials trials;
    private final Ledgers ledgers;
    private final Jdbi jdbi;

    public Archive(Studies studies, Trials trials, Ledgers ledgers, Jdbi jdbi) {
        this.studies = studies;
        this.trials = trials;
        this.ledgers = ledgers;
        this.jdbi = jdbi;
    }

    /** Writes the study, then its trials by number. */
    public void write(String name, Writer out) throws IOException {
        var study = studies.find(name);
        var row = study.row();
        line(
                out,
                new ExportLine(
                        new ExportedStudy(
                                ExportedStudy.FORMAT,
                                definition(row),
                                row.seed(),
                                study.ledger().status()),
                        null));
        int after = -1;
        List<TrialView> page;
        do {
            page = trials.list(name, null, after, TrialOrder.NUMBER, PAGE, 0).trials();
            for (var trial : page) {
                line(out, new ExportLine(null, exported(trial)));
                after = trial.row().number();
            }
        } while (page.size() == PAGE);
    }

    private static void line(Writer out, ExportLine line) throws IOException {
        out.write(Json.mapper().writeValueAsString(line));
        out.write('\n');
    }

    private static CreateStudyRequest definition(StudyRow row) {
        return new CreateStudyRequest(
                row.name(),
                new Directions(row.directions()),
                null,
                StudyRequests.json(row.space()),
                row.sampler(),
                StudyRequests.json(row.samplerOptions()),
                row.pruner(),
                StudyRequests.json(row.prunerOptions()),
                false,
                row.maxTrials(),
                row.leaseSeconds(),
                row.maxAttempts(),
                row.metricNames(),
                Attributes.read(row.userAttrs()));
    }

    private static ExportedTrial exported(TrialView view) {
        var row = view.row();
        Map<Integer, Score> intermediate = new LinkedHashMap<>();
        view.reports().asMap().forEach((step, value) -> intermediate.put(step, new Score(value)));
        double[] values = row.values();
        double[] constraints = row.constraints();
        return new ExportedTrial(
                row.number(),
                row.state().name(),
                values == null
                        ? null
                        : java.util.Arrays.stream(values).mapToObj(Score::new).toList(),
                view.params(),
                row.startedAt(),
                row.finishedAt(),
                Attributes.read(row.userAttrs()),
                intermediate,
                constraints == null
                        ? null
                        : java.util.Arrays.stream(constraints).boxed().toList(),
                row.worker(),
                row.attempt(),
                row.failReason(),
                row.origin());
    }

    /**
     * A line of an export.
     *
     * @param name what errors call it, as {@code line 7}
     */
    public record Line(String name, ExportLine content) {}

    /** Takes an export back; every line that is wrong is named, and then nothing is stored. */
    public Studies.View read(Iterator<Line> lines) {
        ExportedStudy study = lines.hasNext() ? lines.next().content.study() : null;
        if (study == null || study.definition() == null || study.format() != ExportedStudy.FORMAT) {
            throw new InvalidException("line 1", "an export starts with its study, in format " + ExportedStudy.FORMAT);
        }
        var errors = new FieldErrors();
        StudyRequests.checkStatus(study.status(), errors);
        errors.throwIfAny();
        StudyRow row = StudyRequests.row(study.definition(), "tpe", "none");
        StudyRow seeded = study.seed() == null ? row : row.withSeed(study.seed());
        var space = SpaceCodec.stored(row.space()).space();
        List<ImportedTrial> imported = new ArrayList<>();
        for (int number = 0; lines.hasNext(); number++) {
            var line = lines.next();
            var trial = line.content.trial();
            if (trial == null) {
                errors.add(line.name, "a trial");
                continue;
            }
            var read = ImportedTrial.of(trial, number, space, row.directions().size(), line.name, errors);
            if (read != null) {
                imported.add(read);
            }
        }
        errors.throwIfAny();
        store(seeded, study.status(), imported);
        return studies.find(row.name());
    }

    private void store(StudyRow row, @org.jspecify.annotations.Nullable String status, List<ImportedTrial> imported) {
        jdbi.useTransaction(handle -> {
            var store = handle.attach(StudyStore.class);
            long id = store.add(row)
                    .orElseThrow(() -> new ConflictException(
                            "study_exists",
                            "A study named \"" + row.name() + "\" exists; delete it, or rename the one in the file."));
            var ledger = LedgerStore.lock(handle, id).orElseThrow(() -> new AssertionError("just added"));
            var state = new StudyState(StudyDefinition.of(store.find(id).orElseThrow()), ledger);
            var turn = new Turn(state, handle);
            for (var trial : imported) {
                trial.addTo(turn);
            }
            if (status != null && !status.equals("active")) {
                turn.tally().status = status;
                turn.redefined();
            }
            LedgerStore.write(handle, turn.tally().row(), List.of(), List.of());
            BulkStore.add(handle, turn.trials(), turn.reports());
        });
        ledgers.forget(row.name());
    }
}
