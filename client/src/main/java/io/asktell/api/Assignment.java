package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A trial given to a worker, with all it must know to evaluate it.
 *
 * @param kind of work, as {@code tool_eval}
 * @param params as the sampler chose them; the worker makes them fit the model
 * @param suiteId the suite to run, in the version named: later edits do not change a job under way
 * @param objective what to tell, in this order
 * @param repeats how often each case is asked
 * @param firstRepeat the number of the first of these; absent for 0. Each repeat has draws of its own
 * @param racing whether hopeless trials are stopped early: cases are then taken in an order of the job's own, the same for all its trials
 * @param seed of the job, for whatever is random in an evaluation
 * @param finished results that are there already: of an earlier attempt, or of an equal request. They need not be asked for again
 * @param sameAs the combination of the same job that became the same request; absent without one
 * @param leaseSeconds how long the lease lasts from each renewal on: a worker need not compare its clock with the server's
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Assignment(
        String kind,
        String jobId,
        String studyName,
        int trialId,
        int attempt,
        Map<String, @Nullable Object> params,
        @Nullable AssignedModel model,
        @Nullable String suiteId,
        @Nullable Integer suiteVersion,
        @Nullable Objectives objective,
        @Nullable Integer repeats,
        @Nullable Integer firstRepeat,
        @Nullable Boolean racing,
        @Nullable Long seed,
        @Nullable List<CaseResult> finished,
        @Nullable String sameAs,
        LeaseResponse lease,
        double leaseSeconds) {}
