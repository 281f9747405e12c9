package io.asktell.server.jobs;

import io.asktell.api.AssignedModel;
import io.asktell.api.Assignment;
import io.asktell.api.LeaseResponse;
import io.asktell.api.Objectives;
import io.asktell.server.problem.ConflictException;
import io.asktell.server.problem.NotFoundException;
import io.asktell.server.store.JobRow;
import io.asktell.server.store.JobStore;
import io.asktell.server.study.Asking;
import io.asktell.server.study.Caller;
import io.asktell.server.study.GivenTrial;
import io.asktell.server.study.Progress;
import io.asktell.server.study.Studies;
import io.asktell.server.study.StudyEvent;
import io.asktell.server.study.Trials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives jobs: starts queued ones, hands trials of running ones to the workers that wait, and ends those that are done. One thread on
 * each server does it; a job is looked after by one server at a time, whichever locks its row, so {@code max_concurrent_trials} holds
 * over all of them.
 */
public final class Dispatcher implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final long LOOK_MILLIS = 300;
    private static final double LEASE_SECONDS = 60;

    private final Jdbi jdbi;
    private final Jobs jobs;
    private final Studies studies;
    private final Trials trials;
    private final TuneInputs inputs;
    private final int maxRunning;
    private final Queue<Claim> claims = new ConcurrentLinkedQueue<>();
    /** The studies of the jobs that run, as of the last look. */
    private volatile Set<Long> driven = Set.of();

    private final AtomicBoolean woken = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        var named = new Thread(task, "dispatcher");
        named.setDaemon(true);
        return named;
    });

    /** @param maxRunning how many jobs run at once, over all servers */
    public Dispatcher(Jdbi jdbi, Jobs jobs, Studies studies, Trials trials, TuneInputs inputs, int maxRunning) {
        this.jdbi = jdbi;
        this.jobs = jobs;
        this.studies = studies;
        this.trials = trials;
        this.inputs = inputs;
        this.maxRunning = maxRunning;
    }

    public void start() {
        thread.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Looks at once: something changed that may make or end work. */
    public void wake() {
        if (woken.compareAndSet(false, true)) {
            try {
                thread.execute(this::look);
            } catch (java.util.concurrent.RejectedExecutionException e) {
                log.debug("closing, so nothing more is handed out");
            }
        }
    }

    /** Takes what happened to studies: an ended trial may make room for another, or end its job. */
    public void changed(List<StudyEvent> events) {
        if (events.stream().anyMatch(e -> e.type() == StudyEvent.Type.TRIAL_FINISHED && driven.contains(e.studyId()))) {
            wake();
        }
    }

    /** Queues a claim; it is answered with work, or with none when its time is over. */
    public void claim(Claim claim) {
        claims.add(claim);
        wake();
        if (thread.isShutdown()) {
            claim.answer(Optional.empty());
        }
    }

    private void look() {
        woken.set(false);
        try {
            startQueued();
            Set<Long> seen = new HashSet<>();
            jdbi.useTransaction(handle -> {
                for (JobRow job : handle.attach(JobStore.class).lockRunning()) {
                    drive(job, handle.attach(JobStore.class), seen);
                }
            });
            driven = Set.copyOf(seen);
        } catch (RuntimeException e) {
            log.warn("cannot look after jobs ({}); trying again", e.toString());
        }
        for (Iterator<Claim> it = claims.iterator(); it.hasNext(); ) {
            Claim claim = it.next();
            if (claim.over()) {
                it.remove();
                claim.answer(Optional.empty());
            }
        }
    }

    private void startQueued() {
        Optional<JobRow> queued = startable();
        while (queued.isPresent()) {
            JobRow job = queued.get();
            for (int i = 0; i < job.models().size(); i++) {
                studies.create(TuneRequests.study(job, i)); // loads it where a start before this one got so far
            }
            jdbi.useTransaction(handle -> {
                var store = handle.attach(JobStore.class);
                store.lockCounting();
                if (store.running() < maxRunning) {
                    store.start(job.id());
                }
            });
            queued = startable();
        }
    }

    private Optional<JobRow> startable() {
        return jdbi.withExtension(
                JobStore.class, store -> store.running() < maxRunning ? store.firstQueued() : Optional.empty());
    }

    private void drive(JobRow job, JobStore store, Set<Long> seen) {
        try {
            List<Progress> progress = new ArrayList<>();
            for (int i = 0; i < job.models().size(); i++) {
                progress.add(studies.progress(job.study(i)));
                seen.add(progress.get(i).ledger().studyId());
            }
            if (ended(job, progress, store)) {
                return;
            }
            int running = progress.stream().mapToInt(p -> p.ledger().running()).sum();
            boolean more = true;
            while (more && running < job.maxConcurrent()) {
                more = handOut(job, progress);
                running++;
            }
        } catch (NotFoundException e) {
            store.end(job.id(), "failed", "A study of this tune was deleted.");
        }
    }

    private boolean ended(JobRow job, List<Progress> progress, JobStore store) {
        int failed = progress.stream().mapToInt(p -> p.ledger().failed()).sum();
        int planned = job.combos() * job.models().size();
        boolean late = job.timeoutSeconds() > 0
                && job.startedAt() != null
                && Duration.between(job.startedAt(), store.now()).toMillis() > job.timeoutSeconds() * 1000;
        boolean succeeded = progress.stream().anyMatch(p -> p.ledger().complete() > 0);
        if (failed > Math.max(1, planned / 2)) {
            end(job, store, "failed", failed + " trials failed; the last ones tell why.");
        } else if (late) {
            end(
                    job,
                    store,
                    succeeded ? "completed" : "failed",
                    "Stopped after timeout_seconds; "
                            + (succeeded ? "what was evaluated counts." : "no trial was complete."));
        } else if (progress.stream().allMatch(Progress::done)) {
            end(job, store, succeeded ? "completed" : "failed", succeeded ? null : "No trial was completed.");
        } else {
            return false;
        }
        return true;
    }

    private void end(JobRow job, JobStore store, String status, @org.jspecify.annotations.Nullable String error) {
        store.end(job.id(), status, error);
        jobs.stopStudies(job);
        log.info("tune {} is {}", job.id(), status);
    }

    /** Gives one trial to the first worker that waits; whether there may be another. */
    private boolean handOut(JobRow job, List<Progress> progress) {
        Claim claim = claims.poll();
        while (claim != null && claim.over()) {
            claim.answer(Optional.empty());
            claim = claims.poll();
        }
        if (claim == null) {
            return false;
        }
        for (int i : leastAdvancedFirst(progress)) {
            var model = inputs.model(job.models().get(i));
            if (model.isEmpty() || !claim.reaches(model.get())) {
                continue;
            }
            try {
                var caller = new Caller(claim.credential(), false);
                var given = trials.ask(job.study(i), new Asking(1, claim.worker(), LEASE_SECONDS, Map.of(), caller));
                claim.answer(Optional.of(assignment(job, i, model.get(), given.get(0))));
                return true;
            } catch (ConflictException e) {
                log.debug("study {} gives nothing now: {}", job.study(i), e.code());
            }
        }
        claims.add(claim);
        return false;
    }

    private static List<Integer> leastAdvancedFirst(List<Progress> progress) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < progress.size(); i++) {
            order.add(i);
        }
        order.sort(
                java.util.Comparator.comparingInt(i -> progress.get(i).ledger().nextNumber()));
        return order;
    }

    private static Assignment assignment(JobRow job, int model, AssignedModel target, GivenTrial trial) {
        var token = trial.leaseToken();
        var expires = trial.leaseExpiresAt();
        if (token == null || expires == null) {
            throw new AssertionError("a claimed trial has a lease");
        }
        return new Assignment(
                "tool_eval",
                job.id(),
                job.study(model),
                trial.number(),
                trial.attempt(),
                trial.params(),
                target,
                job.suiteId(),
                job.suiteVersion(),
                new Objectives(job.objectives()),
                job.repeats(),
                job.seed(),
                new LeaseResponse(token.toString(), expires),
                LEASE_SECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        claims.forEach(claim -> claim.answer(Optional.empty()));
    }
}
