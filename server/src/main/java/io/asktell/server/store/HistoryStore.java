package io.asktell.server.store;

import io.asktell.study.Reports;
import io.asktell.study.Trial;
import io.asktell.study.TrialState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** What servers keep of trials in memory, read by the hundred thousand: each row once, and only the columns that are kept. */
public final class HistoryStore {
    /** Takes trials as they are read. */
    @FunctionalInterface
    public interface Reader {
        /** @param trial with what it reported since, and nothing that it reported before */
        void take(Trial trial, @Nullable Instant started, @Nullable Instant finished);
    }

    private HistoryStore() {}

    /** Reads the trials that changed after {@code seq} (all when 0), by number. */
    public static void changedAfter(Handle handle, long studyId, long seq, Reader reader) {
        LongStatements.allow(handle);
        try {
            trials(handle, studyId, seq, reports(handle, where("seq", studyId, seq)), reader);
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }

    @SuppressWarnings(
            "NullAway") // values and constraints of a Trial may be null, which is not seen of a class of another module
    private static void trials(Handle handle, long studyId, long seq, Map<Integer, Reports> reports, Reader reader)
            throws SQLException {
        String query = "SELECT number, state, point, values, constraints, started_at, finished_at FROM trial"
                + where("changed_seq", studyId, seq) + " ORDER BY number";
        try (var rows = BinaryRows.of(handle, query)) {
            while (rows.next()) {
                int number = rows.integer();
                Reports reported = reports.remove(number);
                var trial = new Trial(
                        number,
                        TrialState.valueOf(rows.text()),
                        Columns.present(rows.reals()),
                        rows.reals(),
                        rows.reals(),
                        reported == null ? Reports.NONE : reported);
                reader.take(trial, rows.instant(), rows.instant());
            }
        }
        if (!reports.isEmpty()) {
            throw new AssertionError("a report changes its trial, too, but these were not: " + reports.keySet());
        }
    }

    /** What trials reported, by number. */
    static Map<Integer, Reports> reports(Handle handle, String where) throws SQLException {
        String query = "SELECT number, step, value FROM intermediate_value" + where + " ORDER BY number, step";
        Map<Integer, Reports> reports = new HashMap<>();
        try (var rows = BinaryRows.of(handle, query)) {
            int[] steps = new int[16];
            double[] values = new double[16];
            int count = 0;
            int number = -1;
            while (rows.next()) {
                int of = rows.integer();
                if (of != number) {
                    put(reports, number, steps, values, count);
                    number = of;
                    count = 0;
                }
                if (count == steps.length) {
                    steps = Arrays.copyOf(steps, count * 2);
                    values = Arrays.copyOf(values, count * 2);
                }
                steps[count] = rows.integer();
                values[count++] = rows.real();
            }
            put(reports, number, steps, values, count);
        }
        return reports;
    }

    private static void put(Map<Integer, Reports> reports, int number, int[] steps, double[] values, int count) {
        if (count > 0) {
            reports.put(number, Reports.ascending(Arrays.copyOf(steps, count), Arrays.copyOf(values, count)));
        }
    }

    /** Without the second condition all of a study is read by number straight from the index, and nothing is sorted. */
    private static String where(String counter, long studyId, long seq) {
        return " WHERE study_id = " + studyId + (seq == 0 ? "" : " AND " + counter + " > " + seq);
    }
}
