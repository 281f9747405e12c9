package io.asktell.server.study;

import io.asktell.server.log.CurrentRequest;
import io.asktell.server.problem.NotFoundException;
import io.asktell.server.problem.ServiceException;
import io.asktell.server.store.LedgerRow;
import io.asktell.server.store.LedgerStore;
import io.asktell.server.store.StorageFailures;
import io.asktell.server.store.StudyStore;
import io.asktell.server.store.TrialRow;
import io.asktell.server.store.TrialStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The one way a study changes. Commands queue up; whatever has queued while a transaction was under way goes into the next one
 * together, so throughput follows the size of a commit and not its latency. Each transaction locks the study's ledger row, reads
 * what other servers changed since the last, lets every command decide on the state in memory, writes with one statement per kind,
 * and commits; only then are the commands answered.
 *
 * <p>The row lock orders all changes of a study over all servers, and {@code seq} counts them without gaps in that order. So a
 * reader who knows everything up to some {@code seq} can miss nothing that commits later.
 */
final class StudyLedger {
    private static final int MAX_BATCH = 256;

    private final long studyId;
    private final Jdbi jdbi;
    private final ThreadPoolExecutor executor;
    private final Consumer<List<StudyEvent>> events;
    private final StudyMeters meters;
    private final Watch watch;
    private final Queue<Entry<?>> queue = new ArrayDeque<>();
    private boolean draining;
    private @Nullable StudyState state; // touched only by the drainer
    private volatile long bytes;

    /** Hears of each transaction, at its beginning. */
    @FunctionalInterface
    interface Watch {
        /**
         * @param loaded whether the history had to be read, as it was not in memory
         * @param grown whether it takes noticeably more memory than at the last call
         */
        void began(StudyLedger ledger, boolean loaded, boolean grown);
    }

    StudyLedger(
            long studyId,
            Jdbi jdbi,
            ThreadPoolExecutor executor,
            Consumer<List<StudyEvent>> events,
            StudyMeters meters,
            Watch watch) {
        this.studyId = studyId;
        this.jdbi = jdbi;
        this.executor = executor;
        this.events = events;
        this.meters = meters;
        this.watch = watch;
    }

    /** About how much memory the study takes here. */
    long bytes() {
        return bytes;
    }

    /** How many commands wait for a transaction. */
    int waiting() {
        synchronized (queue) {
            return queue.size();
        }
    }

    /** Decides and writes; the answer comes after the commit. */
    <T> CompletableFuture<T> change(Command<T> command) {
        return enqueue(new Entry<>(command, null, CurrentRequest.id(), new CompletableFuture<>()));
    }

    /** Looks at the study as it is now on any server; what it returns must not refer to the live history. */
    <T> CompletableFuture<T> read(Function<StudyState, T> reader) {
        return enqueue(new Entry<>(null, reader, CurrentRequest.id(), new CompletableFuture<>()));
    }

    private <T> CompletableFuture<T> enqueue(Entry<T> entry) {
        boolean start;
        synchronized (queue) {
            queue.add(entry);
            start = !draining;
            draining = true;
        }
        if (start) {
            executor.execute(this::drain);
        }
        return entry.answer;
    }

    private void drain() {
        List<Entry<?>> batch = next();
        while (!batch.isEmpty()) {
            run(batch);
            if (!executor.getQueue().isEmpty()) { // other studies wait: to the end of the line
                executor.execute(this::drain);
                return;
            }
            batch = next();
        }
    }

    private List<Entry<?>> next() {
        synchronized (queue) {
            List<Entry<?>> batch = new ArrayList<>();
            while (!queue.isEmpty() && batch.size() < MAX_BATCH) {
                batch.add(queue.remove());
            }
            draining = !batch.isEmpty();
            return batch;
        }
    }

    /**
     * Runs a batch in one transaction; if that breaks, each of its entries in one of its own, so that only the culprit fails. When the
     * database is to blame all fail: it may even have committed, and whoever asks again does so with a key.
     */
    private void run(List<Entry<?>> batch) {
        try {
            boolean writing = batch.stream().anyMatch(entry -> entry.command != null);
            long begun = System.nanoTime();
            var decided = new AtomicLong();
            List<Runnable> answers = jdbi.inTransaction(handle -> {
                if (!writing) { // a writer reads under the lock, statement by statement; a reader needs one snapshot
                    handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
                }
                var done = transact(handle, batch, writing);
                decided.set(System.nanoTime());
                return done;
            });
            if (writing) {
                meters.committed(batch.size(), begun, decided.get(), System.nanoTime());
            }
            answers.forEach(Runnable::run);
        } catch (Exception | Error e) { // an answer that never comes would hold its request for ever
            forget();
            if (batch.size() == 1 || e instanceof ServiceException || StorageFailures.temporary(e)) {
                batch.forEach(entry -> entry.answer.completeExceptionally(e));
            } else {
                batch.forEach(entry -> run(List.of(entry)));
            }
        }
    }

    private List<Runnable> transact(Handle handle, List<Entry<?>> batch, boolean writing) {
        LedgerRow ledger = (writing ? lock(handle, batch) : LedgerStore.find(handle, studyId))
                .orElseThrow(() -> new NotFoundException("study_not_found", "The study was deleted."));
        StudyState current = caughtUp(ledger, handle);
        var turn = new Turn(current, handle);
        List<Decided<?>> decided = new ArrayList<>();
        List<Runnable> refusals = new ArrayList<>();
        int done = 0;
        while (done < batch.size() && !turn.wasRedefined()) {
            var entry = batch.get(done++);
            try {
                decided.add(CurrentRequest.call(entry.requestId, () -> entry.decide(turn, current)));
            } catch (ServiceException e) {
                refusals.add(() -> entry.answer.completeExceptionally(e));
            }
        }
        Map<Integer, TrialRow> rows = new HashMap<>();
        if (turn.changedAnything()) {
            LedgerStore.write(handle, turn.tally().row(), turn.trials(), turn.reports())
                    .forEach(row -> rows.put(row.number(), row));
        }
        readOthers(decided, rows, handle);
        List<Runnable> answers = new ArrayList<>();
        answers.add(() -> committed(turn));
        answers.addAll(refusals);
        decided.forEach(d -> answers.add(d.answering(rows)));
        if (done < batch.size()) {
            List<Entry<?>> rest = batch.subList(done, batch.size());
            answers.add(() -> run(rest)); // they are to see what the study is now
        }
        return answers;
    }

    private void committed(Turn turn) {
        turn.committed(meters);
        if (turn.wasRedefined()) {
            forget(); // it holds what the study was
        } else {
            turn.written();
            turn.prepare();
        }
        if (!turn.events().isEmpty()) {
            events.accept(turn.events());
        }
    }

    /** Names the transaction after the first of its requests. */
    private Optional<LedgerRow> lock(Handle handle, List<Entry<?>> batch) {
        for (var entry : batch) {
            if (entry.requestId != null) {
                return LedgerStore.lock(handle, studyId, entry.requestId);
            }
        }
        return LedgerStore.lock(handle, studyId);
    }

    /** Adds the rows that answers need though nothing of them changed. */
    private void readOthers(List<Decided<?>> decided, Map<Integer, TrialRow> rows, Handle handle) {
        int[] numbers = decided.stream()
                .mapToInt(d -> d.result.trial())
                .filter(n -> n >= 0 && !rows.containsKey(n))
                .distinct()
                .toArray();
        if (numbers.length > 0) {
            handle.attach(TrialStore.class).findAll(studyId, numbers).forEach(row -> rows.put(row.number(), row));
        }
    }

    /** The state in memory, with what other servers committed since; read anew where the study was redefined. */
    private StudyState caughtUp(LedgerRow ledger, Handle handle) {
        StudyState known = state;
        boolean loading = known == null || known.ledger.definition() != ledger.definition();
        if (known == null || loading) {
            var row = handle.attach(StudyStore.class)
                    .find(studyId)
                    .orElseThrow(() -> new NotFoundException("study_not_found", "The study was deleted."));
            known = new StudyState(StudyDefinition.of(row), ledger.atStart());
        }
        if (known.ledger.seq() != ledger.seq()) {
            known.catchUp(ledger, handle);
        } else {
            known.ledger = ledger; // for its clock
        }
        state = known;
        long before = bytes;
        bytes = known.bytes();
        watch.began(this, loading, bytes >> 16 > before >> 16);
        return known;
    }

    private void forget() {
        state = null;
        bytes = 0;
    }

    private record Entry<T>(
            @Nullable Command<T> command,
            @Nullable Function<StudyState, T> reader,
            @Nullable String requestId,
            CompletableFuture<T> answer) {
        Decided<T> decide(Turn turn, StudyState state) {
            if (command != null) {
                return new Decided<>(command.decide(turn), answer);
            }
            if (reader != null) {
                return new Decided<>(Command.Answer.of(reader.apply(state)), answer);
            }
            throw new AssertionError("an entry changes or reads");
        }
    }

    private record Decided<T>(Command.Answer<T> result, CompletableFuture<T> answer) {
        Runnable answering(Map<Integer, TrialRow> rows) {
            T value = result.make().apply(rows);
            return () -> answer.complete(value);
        }
    }
}
