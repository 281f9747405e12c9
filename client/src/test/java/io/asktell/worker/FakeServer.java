package io.asktell.worker;

import io.asktell.api.CompleteRequest;
import io.asktell.api.FailRequest;
import io.asktell.api.HeartbeatResponse;
import io.asktell.api.LeaseResponse;
import io.asktell.api.Problem;
import io.asktell.api.PruneRequest;
import io.asktell.api.ReportRequest;
import io.asktell.api.ReportResponse;
import io.asktell.client.StudyExhaustedException;
import io.asktell.client.UnreachableException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Both sides of the worker's seam to the server, in memory. Remembers every call as a line, such as {@code tell 0 [0.5]}. */
final class FakeServer implements WorkSource, TrialCalls {
    /** Answers one call; most throw. */
    @FunctionalInterface
    interface Reaction {
        void react();
    }

    static final Duration LEASE = Duration.ofSeconds(60);

    final List<String> calls = new CopyOnWriteArrayList<>();
    final List<String> keys = new CopyOnWriteArrayList<>();
    final Deque<Optional<Work>> works = new ArrayDeque<>();
    final Deque<Reaction> onNext = new ArrayDeque<>();
    final Deque<Reaction> onHeartbeat = new ArrayDeque<>();
    final Deque<Reaction> onReport = new ArrayDeque<>();
    final Deque<Reaction> onTell = new ArrayDeque<>();
    final List<CompleteRequest> told = new CopyOnWriteArrayList<>();
    final List<FailRequest> failed = new CopyOnWriteArrayList<>();
    final List<PruneRequest> pruned = new CopyOnWriteArrayList<>();
    final List<ReportRequest> reported = new CopyOnWriteArrayList<>();
    volatile boolean shouldPrune;
    volatile boolean shouldStop;
    private int given;

    /** Gives out a trial with a lease, evaluated so. */
    FakeServer trial(WorkerTime time, Work.Evaluation evaluation) {
        works.add(Optional.of(work(time, given++, LEASE, evaluation)));
        return this;
    }

    FakeServer trialWithoutLease(WorkerTime time, Work.Evaluation evaluation) {
        works.add(Optional.of(work(time, given++, null, evaluation)));
        return this;
    }

    FakeServer nothing() {
        works.add(Optional.empty());
        return this;
    }

    static Work work(WorkerTime time, int number, @Nullable Duration lease, Work.Evaluation evaluation) {
        return new Work(
                "s",
                number,
                1,
                new Params(Map.of("x", 0.5)),
                lease == null ? null : lease("token-" + number),
                lease == null ? Duration.ZERO : lease,
                time.nanoTime(),
                evaluation);
    }

    static UnreachableException away() {
        return new UnreachableException("the server is away", new IOException("refused"));
    }

    static Problem problem(int status, String code) {
        return new Problem("about:blank", "t", status, "why", null, code, null);
    }

    @Override
    public synchronized Optional<Work> next(String key) {
        calls.add("ask");
        keys.add(key);
        react(onNext);
        var work = works.poll();
        if (work == null) {
            throw new StudyExhaustedException(problem(409, "study_exhausted"));
        }
        return work;
    }

    @Override
    public HeartbeatResponse heartbeat(String study, int number, @Nullable String leaseToken, Duration timeout) {
        calls.add("heartbeat " + number + " " + leaseToken);
        react(onHeartbeat);
        return new HeartbeatResponse(lease("token-" + number), shouldStop);
    }

    @Override
    public ReportResponse report(String study, int number, ReportRequest request) {
        calls.add("report " + number);
        react(onReport);
        reported.add(request);
        return new ReportResponse(shouldPrune, lease("token-" + number));
    }

    @Override
    public void tell(String study, int number, CompleteRequest request) {
        calls.add("tell " + number);
        react(onTell);
        told.add(request);
    }

    @Override
    public void prune(String study, int number, PruneRequest request) {
        calls.add("prune " + number);
        react(onTell);
        pruned.add(request);
    }

    @Override
    public void fail(String study, int number, FailRequest request) {
        calls.add("fail " + number);
        react(onTell);
        failed.add(request);
    }

    private static void react(Deque<Reaction> reactions) {
        var reaction = reactions.poll();
        if (reaction != null) {
            reaction.react();
        }
    }

    private static LeaseResponse lease(String token) {
        return new LeaseResponse(token, Instant.EPOCH);
    }
}
