package io.asktell.server.store;

import io.asktell.study.Reports;
import io.asktell.study.TrialState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Whole trials by number, a page at a time, for those who read all of a study and keep none of it. */
public final class TrialPages {
    private static final String COLUMNS = "number, state, space_version, point, fixed_params::text, origin, values,"
            + " constraints, user_attrs::text, worker, credential, attempt, lease_token, lease_seconds, lease_expires_at,"
            + " fail_reason, created_at, started_at, finished_at, changed_seq, started_seq, finished_seq";

    private TrialPages() {}

    /** A trial with all that it reported. */
    public record Whole(TrialRow row, Reports reports) {}

    /** The trials from {@code from} to before {@code to}. */
    public static List<Whole> read(Handle handle, long studyId, int from, int to) {
        String where = " WHERE study_id = " + studyId + " AND number >= " + from + " AND number < " + to;
        try {
            Map<Integer, Reports> reports = HistoryStore.reports(handle, where);
            List<Whole> page = new ArrayList<>(to - from);
            try (var rows = BinaryRows.of(handle, "SELECT " + COLUMNS + " FROM trial" + where + " ORDER BY number")) {
                while (rows.next()) {
                    var row = row(studyId, rows);
                    page.add(new Whole(row, reports.getOrDefault(row.number(), Reports.NONE)));
                }
            }
            return page;
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }

    private static TrialRow row(long studyId, BinaryRows r) {
        return new TrialRow(
                studyId,
                r.integer(),
                TrialState.valueOf(r.text()),
                r.integer(),
                Columns.present(r.reals()),
                r.textOrNull(),
                r.text(),
                r.reals(),
                r.reals(),
                r.text(),
                r.textOrNull(),
                r.textOrNull(),
                r.integer(),
                r.uuid(),
                r.realOrNull(),
                r.instant(),
                r.textOrNull(),
                Columns.present(r.instant()),
                r.instant(),
                r.instant(),
                Columns.present(r.bigint()),
                r.bigint(),
                r.bigint());
    }
}
