package io.asktell.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asktell.server.TestPostgres;
import io.asktell.server.auth.KeptAnswers.Answer;
import io.asktell.server.problem.ConflictException;
import io.asktell.server.problem.InvalidException;
import io.asktell.server.problem.ServiceException;
import io.asktell.server.store.Database;
import io.asktell.server.store.DatabaseAddress;
import io.asktell.server.store.Schema;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Answers kept inside the transaction of the work. */
final class KeptAnswersIT {
    private static final Answer ANSWER = new Answer(201, "application/json", "{\"number\":7}".getBytes(UTF_8));

    private static DatabaseAddress address;
    private static Database database;
    private static Jdbi jdbi;
    private final KeptAnswers answers = new KeptAnswers(new SecretBox(ServerSecret.of("a secret")));

    @BeforeAll
    static void open() {
        address = TestPostgres.freshDatabase();
        database = Database.open(address, Schema.STUDIES, 4);
        jdbi = database.jdbi();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static RequestKey key(String key, String body) {
        return RequestKey.of(Credential.open(), "POST /x", key, body.getBytes(UTF_8));
    }

    @Test
    void kept_isFound_inTheSameTransactionAndLater() {
        jdbi.useTransaction(handle -> {
            assertThat(answers.find(handle, key("a", "1"))).isEmpty();
            answers.keep(handle, key("a", "1"), ANSWER);
            assertThat(answers.find(handle, key("a", "1"))).isPresent();
        });

        var found =
                jdbi.withHandle(handle -> answers.find(handle, key("a", "1"))).orElseThrow();
        assertThat(found.status()).isEqualTo(201);
        assertThat(found.contentType()).isEqualTo("application/json");
        assertThat(found.body()).isEqualTo(ANSWER.body());
    }

    @Test
    void rolledBack_isForgotten() {
        assertThatThrownBy(() -> jdbi.useTransaction(handle -> {
                    answers.keep(handle, key("b", "1"), ANSWER);
                    throw new IllegalStateException("the work failed");
                }))
                .hasMessage("the work failed");

        Optional<Answer> found = jdbi.withHandle(handle -> answers.find(handle, key("b", "1")));
        assertThat(found).isEmpty();
    }

    @Test
    void anotherBody_isReused_andASecondKeep_isInProgress() {
        jdbi.useTransaction(handle -> answers.keep(handle, key("c", "1"), ANSWER));

        assertThatThrownBy(() -> jdbi.useHandle(handle -> answers.find(handle, key("c", "2"))))
                .isInstanceOfSatisfying(
                        InvalidException.class, e -> assertThat(e.code()).isEqualTo("idempotency_key_reused"));
        assertThatThrownBy(() -> jdbi.useTransaction(handle -> answers.keep(handle, key("c", "1"), ANSWER)))
                .isInstanceOfSatisfying(
                        ConflictException.class, e -> assertThat(e.code()).isEqualTo("in_progress"));
    }

    @Test
    void reservation_takenOver_doesNotAnswerAnyMore() {
        var first = jdbi.inTransaction(handle -> answers.reserve(handle, key("d", "1")));
        TestPostgres.execute(
                address, "UPDATE idempotency SET reserved_at = now() - interval '61 seconds' WHERE key = 'd'");
        var second = jdbi.inTransaction(handle -> answers.reserve(handle, key("d", "1")));

        assertThat(second.answered()).isEmpty();
        jdbi.useTransaction(handle -> {
            assertThat(answers.answer(handle, first, ANSWER)).isFalse();
            answers.release(handle, first);
            assertThat(answers.answer(handle, second, ANSWER)).isTrue();
        });
    }

    @Test
    void underAnotherServerSecret_saysSo_andRunsNothingAgain() {
        jdbi.useTransaction(handle -> answers.keep(handle, key("e", "1"), ANSWER));
        var other = new KeptAnswers(new SecretBox(ServerSecret.of("another secret")));

        assertThatThrownBy(() -> jdbi.useHandle(handle -> other.find(handle, key("e", "1"))))
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.code()).isEqualTo("answer_unreadable"));
    }

    @Test
    void purge_takesWhatIsOlderThanADay() {
        jdbi.useTransaction(handle -> answers.keep(handle, key("f", "1"), ANSWER));
        jdbi.useTransaction(handle -> answers.keep(handle, key("g", "1"), ANSWER));
        TestPostgres.execute(
                address, "UPDATE idempotency SET reserved_at = now() - interval '25 hours' WHERE key = 'f'");

        jdbi.useHandle(answers::purge);

        assertThat(TestPostgres.query(address, "SELECT string_agg(key, '') FROM idempotency WHERE key IN ('f', 'g')"))
                .isEqualTo("g");
    }
}
