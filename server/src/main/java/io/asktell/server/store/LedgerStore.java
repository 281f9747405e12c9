package io.asktell.server.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.asktell.api.Json;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/**
 * The ledgers of studies: locked, read, and written together with all that a transaction of a study changed in one statement, and
 * so in one round trip: new trials, altered trials, intermediate values. Every ask and tell comes through here, so it does
 * without the reflection that declared stores use.
 */
public final class LedgerStore {
    private static final String COLUMNS = """
            number int, state text, space_version int, point text, fixed_params jsonb, origin text, "values" text,
            constraints text, user_attrs jsonb, worker text, credential text, attempt int, lease_token uuid,
            lease_seconds float8, lease_expires_at timestamptz, fail_reason text, created_at timestamptz,
            started_at timestamptz, finished_at timestamptz, changed_seq bigint, started_seq bigint, finished_seq bigint
            """;

    private static final String READ =
            "SELECT study_id, status, seq, updated_seq, definition, next_number, waiting, running, complete, pruned, failed,"
                    + " best_number, best_values, first_started, clock_timestamp() AS now"
                    + " FROM study_ledger WHERE study_id = :studyId";

    private static final String LOCK = READ + " FOR UPDATE";

    private static final String NAMING_LOCK =
            LOCK.replace(" FROM", ", set_config('application_name', :name, true) FROM");

    private static final String WRITE = """
            WITH reported AS (
                INSERT INTO intermediate_value (study_id, number, step, value, seq)
                SELECT :studyId, number, step, value::float8, seq
                  FROM json_to_recordset(:reported::json) AS r (number int, step int, value text, seq bigint)
                ON CONFLICT (study_id, number, step) DO UPDATE SET value = excluded.value, seq = excluded.seq),
            counted AS (
                UPDATE study_ledger
                   SET status = :status, seq = :seq, updated_seq = :updatedSeq, definition = :definition,
                       next_number = :nextNumber, waiting = :waiting, running = :running, complete = :complete,
                       pruned = :pruned, failed = :failed, best_number = :bestNumber::int,
                       best_values = :best::float8[], first_started = :firstStarted::timestamptz
                 WHERE study_id = :studyId)
            INSERT INTO trial AS t (study_id, number, state, space_version, point, fixed_params, origin, values, constraints,
                                    user_attrs, worker, credential, attempt, lease_token, lease_seconds, lease_expires_at,
                                    fail_reason, created_at, started_at, finished_at, changed_seq, started_seq, finished_seq)
            SELECT :studyId, number, state, space_version, point::float8[], fixed_params, origin, "values"::float8[],
                   constraints::float8[], user_attrs, worker, credential, attempt, lease_token, lease_seconds,
                   lease_expires_at, fail_reason, created_at, started_at, finished_at, changed_seq, started_seq, finished_seq
              FROM json_to_recordset(:trials::json) AS r (%s)
             ORDER BY number
            ON CONFLICT (study_id, number) DO UPDATE
               SET state = excluded.state, space_version = excluded.space_version, point = excluded.point,
                   values = excluded.values, constraints = excluded.constraints,
                   user_attrs = t.user_attrs || excluded.user_attrs, worker = excluded.worker,
                   credential = excluded.credential, attempt = excluded.attempt, lease_token = excluded.lease_token,
                   lease_seconds = excluded.lease_seconds, lease_expires_at = excluded.lease_expires_at,
                   fail_reason = excluded.fail_reason, started_at = excluded.started_at,
                   finished_at = excluded.finished_at, changed_seq = excluded.changed_seq,
                   started_seq = excluded.started_seq, finished_seq = excluded.finished_seq
            RETURNING %s
            """.formatted(COLUMNS, returned());

    private static final RowMapper<LedgerRow> LEDGERS = new LedgerRowMapper();
    private static final RowMapper<TrialRow> TRIALS = new TrialRowMapper();

    private LedgerStore() {}

    private static String returned() {
        return Stream.of(TrialStore.COLUMNS.split(", ")).map("t."::concat).collect(Collectors.joining(", "));
    }

    /** Locks the ledger until the transaction ends, so that no other server changes the study meanwhile. */
    public static Optional<LedgerRow> lock(Handle handle, long studyId) {
        return handle.createQuery(LOCK).bind("studyId", studyId).map(LEDGERS).findOne();
    }

    /** As {@link #lock}, by a transaction that bears the name of a request while it lasts. */
    public static Optional<LedgerRow> lock(Handle handle, long studyId, String requestId) {
        return handle.createQuery(NAMING_LOCK)
                .bind("studyId", studyId)
                .bind("name", RequestNames.name(requestId))
                .map(LEDGERS)
                .findOne();
    }

    public static Optional<LedgerRow> find(Handle handle, long studyId) {
        return handle.createQuery(READ).bind("studyId", studyId).map(LEDGERS).findOne();
    }

    /**
     * Writes, and returns the trials as they are now.
     *
     * @param trials new ones, and altered ones, whose attributes are those to add
     */
    public static List<TrialRow> write(
            Handle handle, LedgerRow ledger, List<TrialRow> trials, List<IntermediateRow> reported) {
        return handle.createQuery(WRITE)
                .bindMethods(ledger)
                .bind("best", array(ledger.bestValues()))
                .bind("trials", trials(trials))
                .bind("reported", reports(reported))
                .map(TRIALS)
                .list();
    }

    private static String trials(List<TrialRow> rows) {
        ArrayNode list = Json.mapper().createArrayNode();
        for (var row : rows) {
            ObjectNode node = list.addObject();
            node.put("number", row.number());
            node.put("state", row.state().name());
            node.put("space_version", row.spaceVersion());
            node.put("point", array(row.point()));
            node.putRawValue("fixed_params", raw(row.fixedParams()));
            node.put("origin", row.origin());
            node.put("values", array(row.values()));
            node.put("constraints", array(row.constraints()));
            node.putRawValue("user_attrs", raw(row.userAttrs()));
            node.put("worker", row.worker());
            node.put("credential", row.credential());
            node.put("attempt", row.attempt());
            node.put("lease_token", text(row.leaseToken()));
            node.put("lease_seconds", row.leaseSeconds());
            node.put("lease_expires_at", text(row.leaseExpiresAt()));
            node.put("fail_reason", row.failReason());
            node.put("created_at", row.createdAt().toString());
            node.put("started_at", text(row.startedAt()));
            node.put("finished_at", text(row.finishedAt()));
            node.put("changed_seq", row.changedSeq());
            node.put("started_seq", row.startedSeq());
            node.put("finished_seq", row.finishedSeq());
        }
        return list.toString();
    }

    private static String reports(List<IntermediateRow> rows) {
        ArrayNode list = Json.mapper().createArrayNode();
        for (var row : rows) {
            list.addObject()
                    .put("number", row.number())
                    .put("step", row.step())
                    .put("value", Double.toString(row.value())) // JSON has no NaN and no infinity
                    .put("seq", row.seq());
        }
        return list.toString();
    }

    private static @Nullable RawValue raw(@Nullable String json) {
        return json == null ? null : new RawValue(json);
    }

    private static @Nullable String text(@Nullable Object value) {
        return Objects.toString(value, null);
    }

    /** An array literal; what {@code Double.toString} writes, PostgreSQL reads as the same number. */
    static @Nullable String array(double @Nullable [] values) {
        if (values == null) {
            return null;
        }
        var text = new StringBuilder("{");
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : ",").append(values[i]);
        }
        return text.append('}').toString();
    }
}
