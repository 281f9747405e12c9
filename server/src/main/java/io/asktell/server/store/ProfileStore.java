package io.asktell.server.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Profiles of models. */
@RegisterConstructorMapper(ProfileRow.class)
public interface ProfileStore {
    String COLUMNS = "id, model, name, description, params, is_default, run_id, created_at, updated_at";

    /** Serialises changes of names and defaults. */
    @SqlQuery("SELECT pg_advisory_xact_lock(7316179)::text")
    String lockNames();

    @SqlUpdate("""
            INSERT INTO profile (id, model, name, description, params, is_default, run_id)
            VALUES (:id, :model, :name, :description, :params, :isDefault, :runId)
            """)
    void add(@BindMethods ProfileRow row);

    @SqlUpdate("""
            UPDATE profile SET model = :model, name = :name, description = :description, params = :params,
                               is_default = :isDefault, run_id = :runId, updated_at = clock_timestamp()
             WHERE id = :id
            """)
    int replace(@BindMethods ProfileRow row);

    /** No other profile of the model stays its default. */
    @SqlUpdate("UPDATE profile SET is_default = false WHERE model = :model AND is_default AND id <> :id")
    void clearDefault(String model, String id);

    @SqlQuery("SELECT " + COLUMNS + " FROM profile WHERE id = :id")
    Optional<ProfileRow> find(String id);

    @SqlQuery("SELECT " + COLUMNS + " FROM profile WHERE model = :model AND name = :name")
    Optional<ProfileRow> named(String model, String name);

    /** Of one model, or of all. */
    @SqlQuery("SELECT " + COLUMNS + """
             FROM profile WHERE :model::text IS NULL OR model = :model::text
             ORDER BY model, name LIMIT :limit OFFSET :offset
            """)
    List<ProfileRow> page(@Nullable String model, int limit, long offset);

    @SqlQuery("SELECT count(*) FROM profile WHERE :model::text IS NULL OR model = :model::text")
    long count(@Nullable String model);

    @SqlUpdate("DELETE FROM profile WHERE id = :id")
    int delete(String id);
}
