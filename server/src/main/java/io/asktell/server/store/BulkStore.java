package io.asktell.server.store;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Adds trials by the hundred thousand, as PostgreSQL's text COPY takes them. */
public final class BulkStore {
    private static final int BUFFER = 1 << 16;

    private BulkStore() {}

    /** Adds new trials with what they reported. */
    public static void add(Handle handle, List<TrialRow> trials, List<IntermediateRow> reports) {
        LongStatements.allow(handle);
        copy(
                handle,
                "trial (study_id, number, state, space_version, point, fixed_params, origin, values, constraints,"
                        + " user_attrs, worker, credential, attempt, lease_token, lease_seconds, lease_expires_at, fail_reason,"
                        + " created_at, started_at, finished_at, changed_seq, started_seq, finished_seq)",
                trials,
                BulkStore::trial);
        copy(handle, "intermediate_value (study_id, number, step, value, seq)", reports, BulkStore::report);
    }

    private static void trial(Line line, TrialRow row) {
        line.add(row.studyId());
        line.add(row.number());
        line.add(row.state());
        line.add(row.spaceVersion());
        line.add(LedgerStore.array(row.point()));
        line.text(row.fixedParams());
        line.text(row.origin());
        line.add(LedgerStore.array(row.values()));
        line.add(LedgerStore.array(row.constraints()));
        line.text(row.userAttrs());
        line.text(row.worker());
        line.text(row.credential());
        line.add(row.attempt());
        line.add(row.leaseToken());
        line.add(row.leaseSeconds());
        line.add(row.leaseExpiresAt());
        line.text(row.failReason());
        line.add(row.createdAt());
        line.add(row.startedAt());
        line.add(row.finishedAt());
        line.add(row.changedSeq());
        line.add(row.startedSeq());
        line.add(row.finishedSeq());
    }

    private static void report(Line line, IntermediateRow row) {
        line.add(row.studyId());
        line.add(row.number());
        line.add(row.step());
        line.add(row.value());
        line.add(row.seq());
    }

    private static <T> void copy(Handle handle, String table, List<T> rows, BiConsumer<Line, T> writer) {
        if (rows.isEmpty()) {
            return;
        }
        try {
            var copy = handle.getConnection()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + table + " FROM STDIN");
            try {
                var text = new StringBuilder();
                for (int i = 0; i < rows.size(); i++) {
                    var line = new Line(text);
                    writer.accept(line, rows.get(i));
                    line.end();
                    if (text.length() > BUFFER || i == rows.size() - 1) {
                        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
                        copy.writeToCopy(bytes, 0, bytes.length);
                        text.setLength(0);
                    }
                }
                copy.endCopy();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }

    /** One row: values with tabs between, {@code \N} for null. */
    private static final class Line {
        private final StringBuilder text;
        private boolean begun;

        Line(StringBuilder text) {
            this.text = text;
        }

        /** A value whose text has nothing to escape: a number, a time, an array of numbers. */
        void add(@Nullable Object value) {
            separate();
            text.append(value == null ? "\\N" : value);
        }

        void text(@Nullable String value) {
            if (value == null) {
                add(null);
                return;
            }
            separate();
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                switch (c) {
                    case '\\' -> text.append("\\\\");
                    case '\t' -> text.append("\\t");
                    case '\n' -> text.append("\\n");
                    case '\r' -> text.append("\\r");
                    default -> text.append(c);
                }
            }
        }

        private void separate() {
            if (begun) {
                text.append('\t');
            }
            begun = true;
        }

        void end() {
            text.append('\n');
        }
    }
}
