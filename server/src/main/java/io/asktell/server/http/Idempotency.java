package io.asktell.server.http;

import io.asktell.server.auth.KeptAnswers;
import io.asktell.server.auth.KeptAnswers.Answer;
import io.asktell.server.auth.KeptAnswers.Reservation;
import io.asktell.server.auth.RequestKey;
import io.asktell.server.http.Route.Idempotence;
import io.asktell.server.problem.InvalidException;
import io.asktell.server.store.StorageFailures;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a repeated request with the first one's answer.
 *
 * <p>On a route with {@link Idempotence#AROUND} the hooks do all: one reserves the key before the handler runs or replays what is
 * kept, the other keeps a 2xx answer or gives the reservation up. On one with {@link Idempotence#INSIDE} the handler takes {@link #keyOf},
 * hands it to the service, which calls {@link KeptAnswers#find} and {@link KeptAnswers#keep} in its own transaction with the bytes
 * that go out, and answers with {@link #replay} when it found some.
 */
public final class Idempotency implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Idempotency.class);
    private static final String RESERVATION = "asktell.reservation";
    private static final int PURGE_MINUTES = 10;
    private static final Pattern KEY = Pattern.compile("[\\x20-\\x7e]{1,255}");

    private final Jdbi jdbi;
    private final KeptAnswers answers;
    private final ScheduledExecutorService purger = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "idempotency-purge");
        thread.setDaemon(true);
        return thread;
    });

    public Idempotency(Jdbi jdbi, KeptAnswers answers) {
        this.jdbi = jdbi;
        this.answers = answers;
        // never fails, so its future is of no use
        var unused = purger.scheduleWithFixedDelay(this::purge, PURGE_MINUTES, PURGE_MINUTES, TimeUnit.MINUTES);
    }

    private void purge() {
        try {
            jdbi.useHandle(answers::purge);
        } catch (RuntimeException e) {
            log.warn("old answers could not be thrown away; the next try is in {} minutes", PURGE_MINUTES, e);
        }
    }

    @Override
    public void close() {
        purger.shutdownNow();
    }

    /** The key of this request bound to caller, route and body; empty when none was sent. */
    public static Optional<RequestKey> keyOf(Context ctx) {
        var key = ctx.header("Idempotency-Key");
        if (key == null) {
            return Optional.empty();
        }
        if (!KEY.matcher(key).matches()) {
            throw new InvalidException("Idempotency-Key", "must have 1 to 255 printable ASCII characters");
        }
        var query = Objects.requireNonNullElse(ctx.queryString(), "").getBytes(StandardCharsets.UTF_8);
        var bound = new ByteArrayOutputStream();
        bound.writeBytes(query);
        bound.write(0); // occurs in no query, so the border is clear
        bound.writeBytes(RequestBody.identity(ctx));
        return Optional.of(
                RequestKey.of(Access.credential(ctx), ctx.method() + " " + ctx.path(), key, bound.toByteArray()));
    }

    /** Sends an answer that was kept. */
    public static void replay(Context ctx, Answer answer) {
        ctx.status(answer.status()).header("Idempotency-Replayed", "true");
        if (answer.contentType() != null) {
            ctx.contentType(answer.contentType());
        }
        ctx.result(answer.body());
    }

    void before(Context ctx) {
        if (Access.routeOf(ctx).idempotence() != Idempotence.AROUND) {
            return;
        }
        var key = keyOf(ctx);
        if (key.isEmpty()) {
            return;
        }
        var reservation = jdbi.inTransaction(handle -> answers.reserve(handle, key.get()));
        if (reservation.answered().isPresent()) {
            replay(ctx, reservation.answered().get());
            ctx.skipRemainingHandlers();
        } else {
            ctx.attribute(RESERVATION, reservation);
        }
    }

    void after(Context ctx) {
        Reservation reservation = ctx.attribute(RESERVATION);
        if (reservation == null) {
            return;
        }
        ctx.attribute(RESERVATION, null);
        var status = ctx.statusCode();
        if (status >= 200 && status < 300) {
            keep(ctx, reservation, status);
        } else {
            release(reservation);
        }
    }

    private void keep(Context ctx, Reservation reservation, int status) {
        var body = resultOf(ctx);
        var answer = new Answer(status, ctx.res().getContentType(), body);
        if (!jdbi.inTransaction(handle -> answers.answer(handle, reservation, answer))) {
            log.warn("the request took over a minute, and its idempotency key has gone to a repetition");
        }
    }

    /** A reservation that cannot be given up now is taken over after a minute. */
    private void release(Reservation reservation) {
        try {
            jdbi.useTransaction(handle -> answers.release(handle, reservation));
        } catch (RuntimeException e) {
            if (!StorageFailures.temporary(e)) {
                throw e;
            }
            log.warn("the database is away; an idempotency key stays reserved for a minute: {}", e.toString());
        }
    }

    private static byte[] resultOf(Context ctx) {
        var in = ctx.resultInputStream();
        if (in == null) {
            return new byte[0];
        }
        try {
            var bytes = in.readAllBytes();
            ctx.result(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
