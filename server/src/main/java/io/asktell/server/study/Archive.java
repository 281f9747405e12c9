package io.asktell.server.study;

import io.asktell.api.CreateStudyRequest;
import io.asktell.api.Directions;
import io.asktell.api.ExportLine;
import io.asktell.api.ExportedStudy;
import io.asktell.api.ExportedTrial;
import io.asktell.api.Json;
import io.asktell.api.Score;
import io.asktell.server.problem.InvalidException;
import io.asktell.server.store.StudyRow;
import io.asktell.space.SearchSpace;
import java.io.IOException;
import java.io.Writer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Studies as files: JSON lines out, and the same lines back in, whole or not at all. */
public final class Archive {
    /** A file with so many mistakes is read no further. */
    private static final int MOST_ERRORS = 100;

    private final Studies studies;
    private final Trials trials;
    private final Ledgers ledgers;
    private final Jdbi jdbi;
    private final Preload preload;

    public Archive(Studies studies, Trials trials, Ledgers ledgers, Jdbi jdbi, Preload preload) {
        this.studies = studies;
        this.trials = trials;
        this.ledgers = ledgers;
        this.jdbi = jdbi;
        this.preload = preload;
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
        trials.forEach(name, trial -> line(out, new ExportLine(null, exported(trial))));
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

    /** Takes an export back, line by line; those that are wrong are named, up to a hundred, and then nothing is stored. */
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
        jdbi.useTransaction(handle -> {
            var into = new StudyImport(handle, seeded);
            for (int number = 0; lines.hasNext() && errors.size() < MOST_ERRORS; number++) {
                var trial = trial(lines, number, space, row.directions().size(), errors);
                if (trial != null && !errors.any()) {
                    into.add(trial);
                }
            }
            errors.throwIfAny();
            into.end(study.status());
        });
        ledgers.forget(row.name());
        var imported = studies.find(row.name());
        preload.imported(row.name(), imported.ledger().nextNumber());
        return imported;
    }

    private static @Nullable ImportedTrial trial(
            Iterator<Line> lines, int number, SearchSpace space, int objectives, FieldErrors errors) {
        var line = lines.next();
        var trial = line.content.trial();
        if (trial == null) {
            errors.add(line.name, "a trial");
            return null;
        }
        return ImportedTrial.of(trial, number, space, objectives, line.name, errors);
    }
}
