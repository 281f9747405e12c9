package io.asktell.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads a {@link LedgerRow} column by column; it is read at every ask and tell. */
final class LedgerRowMapper implements RowMapper<LedgerRow> {
    @Override
    public LedgerRow map(ResultSet r, StatementContext context) throws SQLException {
        return new LedgerRow(
                r.getLong("study_id"),
                r.getString("status"),
                r.getLong("seq"),
                r.getLong("updated_seq"),
                r.getInt("definition"),
                r.getInt("next_number"),
                r.getInt("waiting"),
                r.getInt("running"),
                r.getInt("complete"),
                r.getInt("pruned"),
                r.getInt("failed"),
                Columns.integer(r, "best_number"),
                Columns.doubles(r, "best_values"),
                Columns.instant(r, "first_started"),
                Columns.present(Columns.instant(r, "now")));
    }
}
