package io.asktell.server.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.asktell.api.AssignedModel;
import io.asktell.api.Assignment;
import io.asktell.api.Json;
import io.asktell.api.LeaseResponse;
import io.asktell.api.Objectives;
import io.asktell.server.auth.KeptAnswers;
import io.asktell.server.auth.KeptAnswers.Answer;
import io.asktell.server.auth.RequestKey;
import io.asktell.server.problem.ConflictException;
import io.asktell.server.store.ComparisonStore;
import io.asktell.server.store.JobRow;
import io.asktell.server.study.Asking;
import io.asktell.server.study.Caller;
import io.asktell.server.study.Enqueuing;
import io.asktell.server.study.GivenTrial;
import io.asktell.server.study.Trials;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Gives trials of jobs to claims. What a claim with a key gets is kept in the transaction that gives it, so a worker to which the
 * answer was lost has the same trial when it claims again, and no other.
 */
public final class Assignments {
    private static final double LEASE_SECONDS = 60;

    private final Jdbi jdbi;
    private final Trials trials;
    private final KeptAnswers answers;
    private final EqualRequests equal = new EqualRequests();

    public Assignments(Jdbi jdbi, Trials trials, KeptAnswers answers) {
        this.jdbi = jdbi;
        this.trials = trials;
        this.answers = answers;
    }

    /** Queues points for a study to begin with; those it has already are left. */
    void queue(String study, List<Map<String, @Nullable Object>> points) {
        for (var point : points) {
            var json = Json.mapper().valueToTree(point).toString();
            trials.enqueue(study, new Enqueuing(point, json, "{}", true));
        }
    }

    /** Queues for a study of a comparison the points that it is to evaluate. */
    void queueSides(JobRow job, int model) {
        jdbi.withExtension(ComparisonStore.class, store -> store.find(job.id()))
                .ifPresent(row -> queue(job.study(model), Comparisons.points(row, job, model)));
    }

    /** What a claim with this key got before. */
    Optional<Claim.Work> before(RequestKey key) {
        return jdbi.inTransaction(handle -> answers.find(handle, key)).map(Assignments::again);
    }

    /**
     * Gives the next trial of a job's study, or what the claim got before.
     *
     * @throws ConflictException if the study has none now
     */
    Claim.Work give(Claim claim, JobRow job, int model, @Nullable AssignedModel target) {
        return give(claim, job.study(model), (handle, trial) -> assignment(handle, job, model, target, trial));
    }

    /**
     * Gives the next trial of a job's confirmation, or what the claim got before.
     *
     * @throws ConflictException if there is none now
     */
    Claim.Work confirm(Claim claim, JobRow job, int repeats, Confirmations.Run run) {
        return give(claim, job.confirmationStudy(), (handle, trial) -> {
            String role = Confirmations.role(trial.params());
            var contender = Objects.requireNonNull(run.contenders().get(role));
            return assignment(
                    job,
                    job.confirmationStudy(),
                    contender.target(),
                    trial,
                    contender.params(),
                    repeats,
                    job.repeats(),
                    false,
                    EqualRequests.earlierAttempts(handle, run.studyId(), trial, run.before(trial.number(), role)));
        });
    }

    private Claim.Work give(Claim claim, String study, BiFunction<Handle, GivenTrial, Assignment> assignment) {
        var asking = new Asking(1, claim.worker(), LEASE_SECONDS, Map.of(), new Caller(claim.credential(), false));
        RequestKey key = claim.key();
        if (key == null) {
            var trial = trials.ask(study, asking).get(0);
            return jdbi.inTransaction(handle -> first(assignment.apply(handle, trial)));
        }
        return trials.askOnce(
                study, asking, handle -> answers.findAlone(handle, key).map(Assignments::again), (handle, given) -> {
                    var work = first(assignment.apply(handle, given.get(0)));
                    answers.keep(handle, key, work.answer());
                    return work;
                });
    }

    private static Claim.Work again(Answer answer) {
        return new Claim.Work(answer, true);
    }

    private static Claim.Work first(Assignment assignment) {
        try {
            byte[] body = Json.mapper().writeValueAsBytes(assignment);
            return new Claim.Work(new Answer(200, "application/json", body), false);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private Assignment assignment(
            Handle handle, JobRow job, int model, @Nullable AssignedModel target, GivenTrial trial) {
        return assignment(
                job,
                job.study(model),
                target,
                trial,
                trial.params(),
                job.repeats(),
                null,
                job.racing(),
                equal.find(handle, job, model, target, trial));
    }

    private static Assignment assignment(
            JobRow job,
            String study,
            @Nullable AssignedModel target,
            GivenTrial trial,
            Map<String, @Nullable Object> params,
            int repeats,
            @Nullable Integer firstRepeat,
            boolean racing,
            EqualRequests.Known known) {
        var token = trial.leaseToken();
        var expires = trial.leaseExpiresAt();
        if (token == null || expires == null) {
            throw new AssertionError("a claimed trial has a lease");
        }
        return new Assignment(
                job.kind(),
                job.id(),
                study,
                trial.number(),
                trial.attempt(),
                params,
                target,
                job.suiteId(),
                job.kind().equals("tool_eval") ? job.suiteVersion() : null,
                new Objectives(job.objectives()),
                repeats,
                firstRepeat,
                racing,
                job.seed(),
                known.results().isEmpty() ? null : known.results(),
                known.sameAs(),
                new LeaseResponse(token.toString(), expires),
                LEASE_SECONDS);
    }
}
