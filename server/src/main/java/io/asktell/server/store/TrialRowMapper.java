package io.asktell.server.store;

import io.asktell.study.TrialState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads a {@link TrialRow} column by column; trials are read by the thousand. */
public final class TrialRowMapper implements RowMapper<TrialRow> {
    @Override
    public TrialRow map(ResultSet r, StatementContext context) throws SQLException {
        return new TrialRow(
                r.getLong("study_id"),
                r.getInt("number"),
                TrialState.valueOf(r.getString("state")),
                r.getInt("space_version"),
                Columns.present(Columns.doubles(r, "point")),
                r.getString("fixed_params"),
                r.getString("origin"),
                Columns.doubles(r, "values"),
                Columns.doubles(r, "constraints"),
                r.getString("user_attrs"),
                r.getString("worker"),
                r.getString("credential"),
                r.getInt("attempt"),
                r.getObject("lease_token", UUID.class),
                Columns.real(r, "lease_seconds"),
                Columns.instant(r, "lease_expires_at"),
                r.getString("fail_reason"),
                Columns.present(Columns.instant(r, "created_at")),
                Columns.instant(r, "started_at"),
                Columns.instant(r, "finished_at"),
                r.getLong("changed_seq"),
                Columns.bigint(r, "started_seq"),
                Columns.bigint(r, "finished_seq"));
    }
}
