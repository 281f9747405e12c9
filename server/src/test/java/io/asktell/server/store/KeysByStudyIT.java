package io.asktell.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.server.TestPostgres;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What lets a database keep different studies in different places: no table of studies has a key that spans them. */
final class KeysByStudyIT {
    private static final String LEADING = """
            SELECT t.relname || ' ' || i.relname
              FROM pg_index x
              JOIN pg_class t ON t.oid = x.indrelid
              JOIN pg_class i ON i.oid = x.indexrelid
              JOIN pg_attribute c ON c.attrelid = t.oid AND c.attname = 'study_id'
              LEFT JOIN pg_attribute first ON first.attrelid = t.oid AND first.attnum = x.indkey[0]
             WHERE t.relnamespace = 'public'::regnamespace AND x.indisunique
               AND (first.attname = 'study_id') IS %s TRUE
             ORDER BY 1
            """;

    private static final String WITHOUT_KEY = """
            SELECT t.relname FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid AND c.attname = 'study_id'
             WHERE t.relnamespace = 'public'::regnamespace AND t.relkind = 'r'
               AND NOT EXISTS (SELECT FROM pg_index x WHERE x.indrelid = t.oid AND x.indisprimary)
            """;

    @Test
    void tablesOfStudies_haveTheStudyFirstInEveryKey() {
        try (var database = Database.open(TestPostgres.freshDatabase(), Schema.STUDIES, 2)) {
            assertThat(names(database, LEADING.formatted("NOT"))).isEmpty();
            assertThat(names(database, WITHOUT_KEY)).isEmpty();
            assertThat(names(database, LEADING.formatted("")))
                    .contains(
                            "trial trial_pkey",
                            "trial trial_changed",
                            "intermediate_value intermediate_value_pkey",
                            "case_result case_result_pkey",
                            "search_space search_space_pkey",
                            "study_ledger study_ledger_pkey",
                            "trial_request trial_request_pkey");
        }
    }

    private static List<String> names(Database database, String query) {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery(query).mapTo(String.class).list());
    }
}
