package io.asktell.server.study;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.CreateStudyRequest;
import io.asktell.api.PatchStudyRequest;
import io.asktell.sampler.GridOptions;
import io.asktell.sampler.GridSampler;
import io.asktell.server.problem.ConflictException;
import io.asktell.server.store.LedgerRow;
import io.asktell.server.store.LongStatements;
import io.asktell.server.store.StudyRow;
import io.asktell.server.store.StudyStore;
import io.asktell.server.store.StudySummaryRow;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Makes, finds, changes and deletes studies. */
public final class Studies {
    private final Ledgers ledgers;
    private final Jdbi jdbi;
    private final String defaultSampler;
    private final String defaultPruner;

    public Studies(Ledgers ledgers, Jdbi jdbi, String defaultSampler, String defaultPruner) {
        this.ledgers = ledgers;
        this.jdbi = jdbi;
        this.defaultSampler = defaultSampler;
        this.defaultPruner = defaultPruner;
    }

    /**
     * A study as it stands.
     *
     * @param bestParams of the best trial, absent without one
     */
    public record View(
            StudyRow row, LedgerRow ledger, @Nullable Map<String, @Nullable Object> bestParams) {}

    /** A study, and whether it was made just now. */
    public record Made(View study, boolean created) {}

    /** A page of studies and how many match in all. */
    public record Page(List<StudySummaryRow> studies, long total) {}

    /**
     * Checks a request as {@link #create} would, and makes nothing.
     *
     * @return how many points the grid of its space has; empty when it is no grid
     */
    public OptionalLong check(CreateStudyRequest request) {
        StudyRow row = StudyRequests.row(request, defaultSampler, defaultPruner);
        if (!row.sampler().equals("grid")) {
            return OptionalLong.empty();
        }
        var space = SpaceCodec.stored(row.space());
        return OptionalLong.of(GridSampler.cells(space.space(), new GridOptions(space.gridValues())));
    }

    /** The search space of a request as a study of it would have it. */
    public JsonNode space(CreateStudyRequest request) {
        return json(StudyRequests.row(request, defaultSampler, defaultPruner).space());
    }

    /** Makes a study, or finds the one of this name if it is the same. */
    public Made create(CreateStudyRequest request) {
        StudyRow wanted = StudyRequests.row(request, defaultSampler, defaultPruner);
        boolean added = jdbi.inTransaction(
                handle -> handle.attach(StudyStore.class).add(wanted).isPresent());
        if (!added) {
            if (Boolean.FALSE.equals(request.loadIfExists())) {
                throw new ConflictException(
                        "study_exists",
                        "A study named \"" + wanted.name() + "\" exists; choose another name, or set load_if_exists.");
            }
            StudyRequests.checkSame(find(wanted.name()).row(), wanted);
        }
        return new Made(find(wanted.name()), added);
    }

    public View find(String name) {
        return ledgers.read(name, Studies::view);
    }

    public Page list(@Nullable String nameContains, @Nullable String status, String order, int limit, long offset) {
        return jdbi.withExtension(
                StudyStore.class,
                store -> new Page(
                        store.page(nameContains, status, order, limit, offset), store.count(nameContains, status)));
    }

    /** Changes what a study may change. Running trials keep the parameters they have. */
    public View patch(String name, PatchStudyRequest request) {
        ledgers.change(name, turn -> {
            var before = turn.study();
            var after = StudyRequests.patched(before, request);
            var store = turn.handle().attach(StudyStore.class);
            store.redefine(after);
            if (!after.space().equals(before.space())) {
                store.addSpace(before.id(), after.spaceVersion(), after.space());
            }
            if (request.status() != null) {
                turn.tally().status = request.status();
            }
            turn.redefined();
            return Command.Answer.of(true);
        });
        return find(name);
    }

    public void delete(String name) {
        ledgers.change(name, turn -> {
            LongStatements.allow(turn.handle());
            turn.handle().attach(StudyStore.class).delete(turn.study().id());
            return Command.Answer.of(true);
        });
        ledgers.forget(name);
    }

    /** How far a study is. */
    public Progress progress(String name) {
        return ledgers.read(name, Progress::of);
    }

    /** Ends a study: nothing more is given out, and those who work on its trials are told to stop. */
    public void stop(String name) {
        ledgers.change(name, turn -> {
            if (!turn.tally().status.equals("stopped")) {
                turn.tally().status = "stopped";
                turn.redefined();
            }
            return Command.Answer.of(true);
        });
    }

    private static View view(StudyState state) {
        return new View(state.definition.row(), state.ledger, bestParams(state));
    }

    static @Nullable Map<String, @Nullable Object> bestParams(StudyState state) {
        Integer best = state.ledger.bestNumber();
        if (best == null) {
            return null;
        }
        return TrialView.params(state.definition.space(), state.history, best);
    }

    /** JSON that a study row holds as text. */
    public static JsonNode json(String stored) {
        return StudyRequests.json(stored);
    }
}
