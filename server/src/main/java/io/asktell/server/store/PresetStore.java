package io.asktell.server.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Presets. */
@RegisterConstructorMapper(PresetRow.class)
public interface PresetStore {
    String COLUMNS = "id, name, description, search_space, created_at, updated_at";

    /** Adds a preset; 0 means that the name is taken. */
    @SqlUpdate("""
            INSERT INTO preset (id, name, description, search_space) VALUES (:id, :name, :description, :searchSpace)
            ON CONFLICT (name) DO NOTHING
            """)
    int add(@BindMethods PresetRow row);

    /** Serialises changes of names. */
    @SqlQuery("SELECT pg_advisory_xact_lock(7316178)::text")
    String lockNames();

    @SqlQuery("SELECT id FROM preset WHERE name = :name")
    Optional<String> idOf(String name);

    @SqlUpdate("""
            UPDATE preset SET name = :name, description = :description, search_space = :searchSpace,
                              updated_at = clock_timestamp()
             WHERE id = :id
            """)
    int replace(@BindMethods PresetRow row);

    @SqlQuery("SELECT " + COLUMNS + " FROM preset WHERE id = :id")
    Optional<PresetRow> find(String id);

    @SqlQuery("SELECT " + COLUMNS + " FROM preset ORDER BY name LIMIT :limit OFFSET :offset")
    List<PresetRow> page(int limit, long offset);

    @SqlQuery("SELECT count(*) FROM preset")
    long count();

    @SqlUpdate("DELETE FROM preset WHERE id = :id")
    int delete(String id);
}
