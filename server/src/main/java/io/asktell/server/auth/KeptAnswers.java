package io.asktell.server.auth;

import io.asktell.server.problem.ConflictException;
import io.asktell.server.problem.InvalidException;
import io.asktell.server.problem.InvalidException.FieldError;
import io.asktell.server.store.IdempotencyRow;
import io.asktell.server.store.IdempotencyStore;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What was answered to requests with an {@code Idempotency-Key}, kept encrypted for 24 hours in the main database. All methods work
 * in the caller's transaction. There are two ways to use it:
 *
 * <ul>
 *   <li>decide and answer in one transaction: {@link #find}, and when that is empty do the work and {@link #keep};
 *   <li>work whose transactions are elsewhere: {@link #reserve} and commit, do the work, then {@link #answer} or {@link #release}.
 * </ul>
 */
public final class KeptAnswers {
    /** A first answer, byte for byte. */
    public record Answer(int status, @Nullable String contentType, byte[] body) {}

    /** What {@link #reserve} found: a right to answer, or the answer that is there already. */
    public record Reservation(RequestKey key, UUID id, Optional<Answer> answered) {}

    private final SecretBox box;

    public KeptAnswers(SecretBox box) {
        this.box = box;
    }

    /**
     * The answer this request got before.
     *
     * @throws InvalidException {@code idempotency_key_reused} if the key came with another body
     * @throws ConflictException {@code in_progress} if the first request with the key is not answered yet
     */
    public Optional<Answer> find(Handle handle, RequestKey key) {
        return handle.attach(IdempotencyStore.class)
                .find(key.credential(), key.route(), key.key())
                .map(row -> answer(row, key));
    }

    /**
     * As {@link #find}, and until the transaction ends no other one gets past this call with the same key: for work that no other lock
     * puts in order.
     */
    public Optional<Answer> findAlone(Handle handle, RequestKey key) {
        handle.attach(IdempotencyStore.class).lock(key.credential() + " " + key.route() + " " + key.key());
        return find(handle, key);
    }

    /**
     * Keeps the answer to a request that {@link #find} did not know, in the same transaction as the work.
     *
     * @throws ConflictException {@code in_progress} if another request with the key came first; the transaction must roll back
     */
    public void keep(Handle handle, RequestKey key, Answer answer) {
        var rows = handle.attach(IdempotencyStore.class)
                .insertAnswered(
                        key.credential(),
                        key.route(),
                        key.key(),
                        key.bodyHash(),
                        answer.status(),
                        answer.contentType(),
                        box.seal(answer.body(), purpose(key)));
        if (rows == 0) {
            throw inProgress();
        }
    }

    /** Takes the right to answer this request, or finds its answer; throws as {@link #find} does. */
    public Reservation reserve(Handle handle, RequestKey key) {
        var store = handle.attach(IdempotencyStore.class);
        var id = UUID.randomUUID();
        if (store.reserve(key.credential(), key.route(), key.key(), key.bodyHash(), id) == 1) {
            return new Reservation(key, id, Optional.empty());
        }
        // a row that vanished between the two statements was released by its owner: the client may try again
        var row = store.find(key.credential(), key.route(), key.key()).orElseThrow(KeptAnswers::inProgress);
        return new Reservation(key, id, Optional.of(answer(row, key)));
    }

    /** Keeps the answer of a reservation. Returns false if somebody took it over meanwhile, whose answer will hold. */
    public boolean answer(Handle handle, Reservation reservation, Answer answer) {
        var key = reservation.key();
        return handle.attach(IdempotencyStore.class)
                        .answer(
                                key.credential(),
                                key.route(),
                                key.key(),
                                reservation.id(),
                                answer.status(),
                                answer.contentType(),
                                box.seal(answer.body(), purpose(key)))
                == 1;
    }

    /** Gives the right to answer up: the request failed and may be tried again with the same key. */
    public void release(Handle handle, Reservation reservation) {
        var key = reservation.key();
        handle.attach(IdempotencyStore.class).release(key.credential(), key.route(), key.key(), reservation.id());
    }

    /** Throws away what nobody can ask for any more. */
    public void purge(Handle handle) {
        handle.attach(IdempotencyStore.class).purge();
    }

    private Answer answer(IdempotencyRow row, RequestKey key) {
        if (!Arrays.equals(row.bodyHash(), key.bodyHash())) {
            throw new InvalidException(
                    "idempotency_key_reused",
                    List.of(new FieldError(
                            "Idempotency-Key", "was used with another body before; take a new key for a new request")));
        }
        if (row.status() == null || row.body() == null) {
            throw inProgress();
        }
        try {
            return new Answer(row.status(), row.contentType(), box.open(row.body(), purpose(key)));
        } catch (SecretBox.UnreadableSecretException e) {
            throw new ConflictException(
                    "answer_unreadable",
                    "This request was answered before, but the answer cannot be decrypted any more: the server's secret changed.");
        }
    }

    private static ConflictException inProgress() {
        return new ConflictException(
                "in_progress",
                "The first request with this Idempotency-Key is still under way; ask again in a moment.");
    }

    private static String purpose(RequestKey key) {
        return "answer " + key.credential() + " " + key.route() + " " + key.key();
    }
}
