package io.asktell.server.jobs;

import io.asktell.server.problem.ConflictException;
import io.asktell.server.problem.InvalidException;
import io.asktell.server.problem.NotFoundException;
import io.asktell.server.store.EndingStore;
import io.asktell.server.store.JobRow;
import io.asktell.server.store.JobStore;
import io.asktell.server.study.Progress;
import io.asktell.server.study.Studies;
import io.asktell.server.study.StudyEvent;
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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
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

    private final Jdbi jdbi;
    private final Jobs jobs;
    private final Studies studies;
    private final TuneInputs inputs;
    private final Assignments assignments;
    private final Offers offers;
    private final Standings standings;
    private final Endings endings;
    private final Confirmations confirmations;
    private final JobLog story;
    private final int maxRunning;
    private final Queue<Claim> claims = new ConcurrentLinkedQueue<>();
    /** The studies of the jobs that run, as of the last look. */
    private volatile Set<Long> driven = Set.of();
    /** Those of them whose jobs have a budget, which every reported case may use up. */
    private volatile Set<Long> budgeted = Set.of();

    /** {@link #budgeted} as this look finds it. */
    private final Set<Long> limited = new HashSet<>();

    /** The jobs that the last look ended; known to its thread only. */
    private final List<String> ended = new ArrayList<>();

    private final AtomicBoolean woken = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        var named = new Thread(task, "dispatcher");
        named.setDaemon(true);
        return named;
    });

    /** @param maxRunning how many jobs run at once, over all servers */
    public Dispatcher(
            Jdbi jdbi,
            Jobs jobs,
            Studies studies,
            TuneInputs inputs,
            Assignments assignments,
            Standings standings,
            Endings endings,
            Confirmations confirmations,
            JobLog story,
            int maxRunning) {
        this.jdbi = jdbi;
        this.jobs = jobs;
        this.studies = studies;
        this.inputs = inputs;
        this.assignments = assignments;
        this.offers = new Offers(assignments);
        this.standings = standings;
        this.endings = endings;
        this.confirmations = confirmations;
        this.story = story;
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
            } catch (RejectedExecutionException e) {
                log.debug("closing, so nothing more is handed out");
            }
        }
    }

    /** Takes what happened to studies: an ended trial may make room for another, or end its job. */
    public void changed(List<StudyEvent> events) {
        if (events.stream().anyMatch(this::matters)) {
            wake();
        }
    }

    private boolean matters(StudyEvent event) {
        return event.type() == StudyEvent.Type.TRIAL_FINISHED && driven.contains(event.studyId())
                || event.type() == StudyEvent.Type.TRIAL_REPORTED && budgeted.contains(event.studyId());
    }

    /** Queues a claim; it is answered with work, or with none when its time is over. One that got work before has it at once. */
    public void claim(Claim claim) {
        var key = claim.key();
        var before = key == null ? Optional.<Claim.Work>empty() : assignments.before(key);
        if (before.isPresent()) {
            claim.answer(before);
            return;
        }
        claims.add(claim);
        wake();
        if (thread.isShutdown()) {
            claim.answer(Optional.empty());
        }
    }

    /** How many workers wait for work here. */
    public int waiting() {
        return claims.size();
    }

    private void look() {
        woken.set(false);
        ended.clear();
        limited.clear();
        try {
            startQueued();
            openConfirmations();
            Set<Long> seen = new HashSet<>();
            jdbi.useTransaction(handle -> {
                for (JobRow job : handle.attach(JobStore.class).lockRunning()) {
                    drive(job, handle, seen);
                }
            });
            driven = Set.copyOf(seen);
            budgeted = Set.copyOf(limited);
            ended.forEach(jobs::tellEnded);
        } catch (RuntimeException e) {
            log.warn("cannot look after jobs ({}); trying again", e.toString());
        }
        for (Iterator<Claim> it = claims.iterator(); it.hasNext(); ) {
            Claim claim = it.next();
            if (claim.over()) {
                it.remove();
                end(claim);
            }
        }
    }

    /** Another server may have given work to the same claim, sent before. */
    private void end(Claim claim) {
        var key = claim.key();
        try {
            claim.answer(key == null ? Optional.empty() : assignments.before(key));
        } catch (RuntimeException e) {
            claim.refuse(e);
        }
    }

    private void startQueued() {
        Optional<JobRow> queued = startable();
        while (queued.isPresent()) {
            JobRow job = queued.get();
            try {
                prepare(job);
            } catch (ConflictException | InvalidException | NotFoundException e) {
                log.warn("job {} cannot start: {}", job.id(), e.getMessage());
                jdbi.useTransaction(handle -> end(job, handle, "failed", "It cannot start: " + e.getMessage()));
                queued = startable();
                continue;
            }
            jdbi.useTransaction(handle -> {
                var store = handle.attach(JobStore.class);
                store.lockCounting();
                if (store.running() < maxRunning && store.start(job.id()) > 0) {
                    story.started(handle, job);
                }
            });
            queued = startable();
        }
    }

    /** Outside of the transaction that looks after jobs, which would hide the new studies from those who look for them. */
    private void openConfirmations() {
        for (var ending : jdbi.withExtension(EndingStore.class, EndingStore::unopened)) {
            confirmations.open(jobs.find(ending.jobId()), ending);
        }
    }

    private void prepare(JobRow job) {
        var targets = job.models().stream()
                .flatMap(name -> inputs.model(name).stream())
                .toList();
        boolean tune = job.kind().equals("tool_eval"); // the parameters of others mean nothing to us
        var points = tune && job.mode().equals("grid")
                ? GridPoints.distinct(job.space(), targets)
                : List.<Map<String, @Nullable Object>>of();
        for (int i = 0; i < job.models().size(); i++) {
            var baselines = tune && job.mode().equals("bayesian")
                    ? baselines(job, i)
                    : List.<Map<String, @Nullable Object>>of();
            // loads it where a start before this one got so far
            studies.create(TuneRequests.study(job, i, baselines.size()));
            if (baselines.size() < job.combos()) { // else nothing would be left to search with
                assignments.queue(job.study(i), baselines);
            }
            assignments.queue(job.study(i), points.subList(0, Math.min(points.size(), job.combos())));
            if (job.mode().equals(Comparisons.MODE)) {
                assignments.queueSides(job, i);
            }
        }
    }

    private List<Map<String, @Nullable Object>> baselines(JobRow job, int model) {
        return inputs.model(job.models().get(model))
                .map(target -> Baselines.of(job.space(), target))
                .orElse(List.of());
    }

    private Optional<JobRow> startable() {
        return jdbi.withExtension(
                JobStore.class, store -> store.running() < maxRunning ? store.firstQueued() : Optional.empty());
    }

    private void drive(JobRow job, Handle handle, Set<Long> seen) {
        try {
            var standing = standings.of(job, handle);
            List<Progress> progress = new ArrayList<>();
            for (var found : standing.search()) {
                progress.add(found.orElseThrow(Dispatcher::deleted));
            }
            progress.forEach(p -> seen.add(p.ledger().studyId()));
            var outcome = endings.look(standing, progress, handle);
            if (outcome.isPresent()) {
                end(job, handle, outcome.get().status(), outcome.get().error());
                return;
            }
            story.advance(handle, standing);
            var confirmation = standing.confirmation();
            confirmation.ifPresent(run -> seen.add(run.studyId()));
            if (standing.ending().hasBudget()) {
                limited.addAll(seen);
            }
            if (claims.isEmpty()) {
                return;
            }
            var offers = this.offers.of(standing, progress);
            int running = Stream.concat(progress.stream(), confirmation.map(Confirmations.Run::progress).stream())
                    .mapToInt(p -> p.ledger().running())
                    .sum();
            boolean more = true;
            while (more && running < job.maxConcurrent()) {
                more = handOut(job, offers);
                running++;
            }
        } catch (NotFoundException e) {
            end(job, handle, "failed", "A study of this tune was deleted.");
        }
    }

    private static NotFoundException deleted() {
        return new NotFoundException("study_not_found", "A study was deleted.");
    }

    private void end(JobRow job, Handle handle, String status, @Nullable String error) {
        handle.attach(JobStore.class).end(job.id(), status, error);
        story.ended(handle, job, status, error);
        jobs.stopStudies(job);
        ended.add(job.id());
        log.info("job {} is {}", job.id(), status);
    }

    /** Gives one trial to the first worker that waits; whether there may be another. */
    private boolean handOut(JobRow job, List<Offers.Offer> offers) {
        Claim claim = next(job);
        if (claim == null) {
            return false;
        }
        try {
            for (var offer : offers) {
                if ((offer.target() == null || claim.reaches(offer.target()))
                        && offer.allowed().getAsBoolean()
                        && give(claim, job, offer)) {
                    offer.given().run();
                    return true;
                }
            }
        } catch (InvalidException e) {
            claim.refuse(e); // its key is another request's
            return true;
        } catch (RuntimeException e) {
            claims.add(claim); // it waits on
            throw e;
        }
        claims.add(claim);
        return false;
    }

    /** The first worker that waits and may have trials of this job. */
    private @Nullable Claim next(JobRow job) {
        for (int i = claims.size(); i > 0; i--) {
            Claim claim = claims.poll();
            if (claim == null) {
                return null;
            } else if (claim.over()) {
                end(claim);
            } else if (claim.takes(job)) {
                return claim;
            } else {
                claims.add(claim);
            }
        }
        return null;
    }

    private boolean give(Claim claim, JobRow job, Offers.Offer offer) {
        try {
            var work = offer.give().apply(claim);
            claim.answer(Optional.of(work));
            for (Claim other : List.copyOf(claims)) {
                if (other.repeats(claim) && claims.remove(other)) {
                    other.answer(Optional.of(new Claim.Work(work.answer(), true)));
                }
            }
            return true;
        } catch (ConflictException e) {
            log.debug("job {} gives nothing now: {}", job.id(), e.code());
            return false;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        claims.forEach(claim -> claim.answer(Optional.empty()));
    }
}
