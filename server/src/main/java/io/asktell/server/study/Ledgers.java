package io.asktell.server.study;

import io.asktell.server.problem.NotFoundException;
import io.asktell.server.problem.ServiceException;
import io.asktell.server.store.StudyStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The ledgers of the studies this server works on, found by name. The least recently used ones are let go when all together take
 * more memory than they may.
 */
public final class Ledgers implements AutoCloseable {
    private static final int MOST_OPEN = 100_000;

    private final Jdbi jdbi;
    private final Consumer<List<StudyEvent>> events;
    private final StudyMeters meters;
    private final ThreadPoolExecutor executor;
    private final long maxBytes;
    private final Preparations preparations;
    private final LongAdder hits = new LongAdder();
    private final LongAdder loads = new LongAdder();
    private final LongAdder evictions = new LongAdder();
    private final Map<Long, StudyLedger> open = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, StudyLedger> eldest) {
            return size() > MOST_OPEN;
        }
    };
    private final Map<String, Long> ids = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_OPEN;
        }
    };

    /**
     * @param threads how many studies may have a transaction under way at once
     * @param maxBytes how much memory all histories may take; that of the study in use is kept in any case
     * @param preparations where slow samplers work; closed by whoever made it
     * @param events receives what each transaction did, after its commit
     */
    public Ledgers(
            Jdbi jdbi,
            int threads,
            long maxBytes,
            Preparations preparations,
            StudyMeters meters,
            Consumer<List<StudyEvent>> events) {
        this.jdbi = jdbi;
        this.maxBytes = maxBytes;
        this.preparations = preparations;
        this.meters = meters;
        this.events = events;
        var number = new AtomicInteger();
        executor = new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            var thread = new Thread(task, "ledger-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Histories in memory.
     *
     * @param hits transactions that found theirs there
     * @param loads transactions that had to read theirs
     * @param evictions how many were let go for want of memory
     */
    public record Kept(int studies, long bytes, long hits, long loads, long evictions) {}

    public Kept kept() {
        synchronized (open) {
            return new Kept(open.size(), bytes(), hits.sum(), loads.sum(), evictions.sum());
        }
    }

    Preparations preparations() {
        return preparations;
    }

    /** How many commands wait for a transaction, of all studies. */
    public int waiting() {
        synchronized (open) {
            return open.values().stream().mapToInt(StudyLedger::waiting).sum();
        }
    }

    <T> T change(String study, Command<T> command) {
        return await(study, ledger -> ledger.change(command));
    }

    <T> T read(String study, Function<StudyState, T> reader) {
        return await(study, ledger -> ledger.read(reader));
    }

    /** Queues them together; each answers, or fails, for itself. */
    <T> List<CompletableFuture<T>> changeAll(String study, List<? extends Command<T>> commands) {
        long id = await(
                study, ledger -> ledger.read(state -> state.definition.row().id()));
        var ledger = ledger(id);
        return commands.stream().map(ledger::<T>change).toList();
    }

    <T> T change(long studyId, Command<T> command) {
        return joined(ledger(studyId).change(command));
    }

    <T> T read(long studyId, Function<StudyState, T> reader) {
        return joined(ledger(studyId).read(reader));
    }

    /** The id of a study; 404 without one. */
    public long idOf(String study) {
        synchronized (ids) {
            Long known = ids.get(study);
            if (known != null) {
                return known;
            }
        }
        long id =
                jdbi.withExtension(StudyStore.class, store -> store.idOf(study)).orElseThrow(() -> notFound(study));
        synchronized (ids) {
            ids.put(study, id);
        }
        return id;
    }

    void forget(String study) {
        synchronized (ids) {
            ids.remove(study);
        }
    }

    /** A name may have been given to another study since it was looked up: then the answer is 404, and it is looked up again. */
    private <T> T await(String study, Function<StudyLedger, CompletableFuture<T>> call) {
        long id = idOf(study);
        try {
            return joined(call.apply(ledger(id)));
        } catch (NotFoundException e) {
            if (!e.code().equals("study_not_found")) {
                throw e;
            }
            forget(study);
            long now = idOf(study);
            if (now == id) {
                throw notFound(study);
            }
            return joined(call.apply(ledger(now)));
        }
    }

    private StudyLedger ledger(long studyId) {
        synchronized (open) {
            return open.computeIfAbsent(
                    studyId, id -> new StudyLedger(id, jdbi, executor, events, meters, this::began));
        }
    }

    private void began(StudyLedger current, boolean loaded, boolean grown) {
        (loaded ? loads : hits).increment();
        if (loaded || grown) {
            synchronized (open) {
                long surplus = bytes() - maxBytes;
                for (var eldest = open.values().iterator(); surplus > 0 && eldest.hasNext(); ) {
                    var ledger = eldest.next();
                    if (ledger != current && ledger.bytes() > 0) {
                        surplus -= ledger.bytes();
                        eldest.remove();
                        evictions.increment();
                    }
                }
            }
        }
    }

    private long bytes() {
        return open.values().stream().mapToLong(StudyLedger::bytes).sum();
    }

    private static <T> T joined(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            @Nullable Throwable cause = e.getCause();
            if (cause instanceof ServiceException refusal) {
                throw refusal;
            }
            if (cause instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private static NotFoundException notFound(String study) {
        return new NotFoundException("study_not_found", "There is no study named \"" + study + "\".");
    }

    @Override
    public void close() {
        executor.shutdown();
        try {
            executor.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
