package io.asktell.server.jobs;

import io.asktell.api.JudgeRequest;
import io.asktell.api.ParamTuneRequest;
import io.asktell.api.PatchStudyRequest;
import io.asktell.server.problem.ConflictException;
import io.asktell.server.problem.NotFoundException;
import io.asktell.server.problem.TooManyException;
import io.asktell.server.store.EndingRow;
import io.asktell.server.store.EndingStore;
import io.asktell.server.store.JobFilter;
import io.asktell.server.store.JobRow;
import io.asktell.server.store.JobStore;
import io.asktell.server.store.JudgeStore;
import io.asktell.server.store.JudgeWishRow;
import io.asktell.server.study.Studies;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts, finds and cancels tunes. {@link Dispatcher} starts them, hands out their trials and ends them. */
public final class Jobs {
    private static final Logger log = LoggerFactory.getLogger(Jobs.class);

    private static final PatchStudyRequest ACTIVE = new PatchStudyRequest(null, null, null, null, null, "active", null);

    private final Jdbi jdbi;
    private final Studies studies;
    private final TuneRequests requests;
    private final JobLog story;
    private final int maxActive;
    private final int perHour;
    private final List<Consumer<String>> whenEnded = new CopyOnWriteArrayList<>();

    /**
     * @param maxActive how many tunes one credential may have queued or running
     * @param perHour how many it may start in an hour
     */
    public Jobs(Jdbi jdbi, Studies studies, TuneInputs inputs, JobLog story, int maxActive, int perHour) {
        this.jdbi = jdbi;
        this.studies = studies;
        this.story = story;
        this.requests = new TuneRequests(studies, inputs);
        this.maxActive = maxActive;
        this.perHour = perHour;
    }

    /** A page of jobs, the newest first, and how many there are. */
    public record Page(List<JobRow> jobs, long total) {}

    /** A tune and how it is to end. */
    public record Plan(JobRow job, EndingRow ending) {
        /** Evaluations of a case, where nothing is stopped early. */
        public long evaluations() {
            return job.totalEvaluations() + ending.confirmationEvaluations(job);
        }
    }

    /** What {@link #create} would queue, checked as there. */
    public Plan plan(ParamTuneRequest request, @Nullable String credential) {
        return requests.plan(request, credential);
    }

    /** Queues a tune; a worker may have its first trial moments later. */
    public Plan create(ParamTuneRequest request, @Nullable String credential) {
        Plan plan = requests.plan(request, credential);
        var row = plan.job();
        var judge = request.judge();
        queue(row, handle -> {
            handle.attach(EndingStore.class).add(plan.ending());
            if (judge != null) {
                var wish = new JudgeWishRow(row.id(), String.valueOf(judge.model()), judge.criteria());
                handle.attach(JudgeStore.class).wish(wish);
            }
        });
        return plan;
    }

    /** Queues a job, as far as its credential may have another. */
    void queue(JobRow row, Consumer<Handle> alongside) {
        jdbi.useTransaction(handle -> {
            checkLimits(handle.attach(JobStore.class), row.credential());
            handle.attach(JobStore.class).add(row);
            alongside.accept(handle);
        });
    }

    private void checkLimits(JobStore store, @Nullable String credential) {
        store.lockCounting();
        if (store.active(credential) >= maxActive) {
            throw new TooManyException(
                    "too_many_tunes",
                    "This key has " + maxActive + " tunes queued or running; wait for one to end, or cancel one.",
                    60);
        }
        var hour = Duration.ofHours(1);
        var made = store.madeSince(credential, store.now().minus(hour));
        if (made.size() >= perHour) {
            long wait = Duration.between(store.now(), made.get(0).plus(hour)).toSeconds() + 1;
            throw new TooManyException(
                    "too_many_tunes",
                    "This key started " + perHour + " tunes within an hour; try again later.",
                    Math.max(1, wait));
        }
    }

    /** Keeps a job that is started later. */
    void add(JobRow row, Consumer<Handle> alongside) {
        jdbi.useTransaction(handle -> {
            handle.attach(JobStore.class).add(row);
            alongside.accept(handle);
        });
    }

    /**
     * Queues a job that was made, or goes on with one that failed: what was evaluated stays, and as many failures as at first are
     * allowed again.
     */
    void start(JobRow job, int maxFailures) {
        int failures = maxFailures;
        if (job.status().equals("failed")) {
            for (int i = 0; i < job.models().size(); i++) {
                failures += resume(job.study(i));
            }
        }
        int allowed = failures;
        jdbi.useTransaction(handle -> {
            var store = handle.attach(JobStore.class);
            checkLimits(store, job.credential());
            if (store.queue(job.id(), allowed) == 0) {
                throw new ConflictException(
                        "job_started",
                        "The job is " + find(job.id()).status() + "; only one that was made or failed is started.");
            }
        });
    }

    /** Lets a study of a job go on; returns how many of its trials failed. */
    private int resume(String study) {
        try {
            return studies.patch(study, ACTIVE).ledger().failed();
        } catch (NotFoundException e) {
            log.debug("{} has no study yet, or none any more; it will be made", study);
            return 0;
        }
    }

    /** Has somebody told of each job that ended here, after the fact. */
    public void whenEnded(Consumer<String> listener) {
        whenEnded.add(listener);
    }

    void tellEnded(String id) {
        whenEnded.forEach(listener -> listener.accept(id));
    }

    public JobRow find(String id) {
        return jdbi.withExtension(JobStore.class, store -> store.find(id))
                .orElseThrow(() -> new NotFoundException("job_not_found", "There is no tune " + id + "."));
    }

    public Page list(JobFilter filter, int limit, long offset) {
        return jdbi.withExtension(
                JobStore.class, store -> new Page(store.page(filter, limit, offset), store.count(filter)));
    }

    /** The judge that a tune was started with. */
    public Optional<JudgeRequest> judge(JobRow job) {
        return jdbi.withExtension(JudgeStore.class, store -> store.wish(job.id()))
                .map(wish -> new JudgeRequest(wish.model(), null, wish.criteria()));
    }

    /** How far the judge's report is; empty where nobody wants one. */
    public Optional<String> judgeStatus(JobRow job) {
        return jdbi.withExtension(JudgeStore.class, store -> store.status(job.id()));
    }

    /** Ends a tune that has not ended; what was evaluated stays. A tune that was canceled already stays so. */
    public JobRow cancel(String id) {
        JobRow row = find(id);
        int ended = jdbi.inTransaction(handle -> {
            int changed = handle.attach(JobStore.class).end(id, "canceled", null);
            if (changed > 0) {
                story.ended(handle, row, "canceled", null);
            }
            return changed;
        });
        if (ended == 0) {
            JobRow now = find(id);
            if (!now.status().equals("canceled")) {
                throw new ConflictException(
                        "job_ended", "The tune is " + now.status() + " already; there is nothing to cancel.");
            }
            return now;
        }
        if (row.startedAt() != null) {
            stopStudies(row);
        }
        tellEnded(id);
        return find(id);
    }

    /** Forgets a tune that is not active, and its studies. Its name in history goes last, so that what is interrupted can be said again. */
    public void delete(String id) {
        JobRow job = find(id);
        if (job.status().equals("queued") || job.status().equals("running")) {
            throw new ConflictException("job_active", "The tune is " + job.status() + "; cancel it first.");
        }
        for (String study : studies(job)) {
            try {
                studies.delete(study);
            } catch (NotFoundException e) {
                log.debug("{} has no study to delete: it was not made, or is deleted", study);
            }
        }
        if (jdbi.withExtension(JobStore.class, store -> store.delete(id)) == 0) {
            throw new ConflictException("job_active", "The tune was started just now; cancel it first.");
        }
    }

    void stopStudies(JobRow job) {
        for (String study : studies(job)) {
            try {
                studies.stop(study);
            } catch (NotFoundException e) {
                log.debug("{} has no study to stop: it was not made yet, or is deleted", study);
            }
        }
    }

    private static List<String> studies(JobRow job) {
        return Stream.concat(
                        IntStream.range(0, job.models().size()).mapToObj(job::study),
                        Stream.of(job.confirmationStudy()))
                .toList();
    }
}
