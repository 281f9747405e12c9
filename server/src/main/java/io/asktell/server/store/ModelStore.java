package io.asktell.server.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Providers, models, and the values saved for models. */
@RegisterConstructorMapper(ProviderRow.class)
@RegisterConstructorMapper(ModelRow.class)
@RegisterConstructorMapper(ProbeRow.class)
public interface ModelStore {
    String PROVIDER_COLUMNS =
            "key, protocol, dialect, base_url, api_key_sealed, api_key_env, max_concurrency, requests_per_minute";
    String MODEL_COLUMNS = "name, provider, wire_name, display_name, generation_schema, prices";
    String PROBE_COLUMNS = "model, endpoint, calls, findings, probed_at";

    @SqlUpdate("""
            INSERT INTO provider (key, protocol, dialect, base_url, api_key_sealed, api_key_env, max_concurrency, requests_per_minute)
            VALUES (:key, :protocol, :dialect, :baseUrl, :apiKeySealed, :apiKeyEnv, :maxConcurrency::int, :requestsPerMinute::int)
            ON CONFLICT (key) DO UPDATE
               SET protocol = excluded.protocol, dialect = excluded.dialect, base_url = excluded.base_url, api_key_sealed = excluded.api_key_sealed,
                   api_key_env = excluded.api_key_env, max_concurrency = excluded.max_concurrency,
                   requests_per_minute = excluded.requests_per_minute
            """)
    void putProvider(@BindMethods ProviderRow row);

    @SqlQuery("SELECT " + PROVIDER_COLUMNS + " FROM provider WHERE key = :key")
    Optional<ProviderRow> provider(String key);

    /** Nobody deletes it, or gives it another model, until the transaction ends. */
    @SqlQuery("SELECT key FROM provider WHERE key = :key FOR UPDATE")
    Optional<String> lockProvider(String key);

    @SqlQuery("SELECT " + PROVIDER_COLUMNS + " FROM provider ORDER BY key LIMIT :limit OFFSET :offset")
    List<ProviderRow> providers(int limit, long offset);

    @SqlQuery("SELECT " + PROVIDER_COLUMNS + " FROM provider WHERE api_key_sealed IS NOT NULL ORDER BY key")
    List<ProviderRow> sealedProviders();

    /** Returns how many rows changed; 0 means that the key was set anew meanwhile. */
    @SqlUpdate("UPDATE provider SET api_key_sealed = :renewed WHERE key = :key AND api_key_sealed = :sealed")
    int renewKey(String key, byte[] sealed, byte[] renewed);

    @SqlQuery("SELECT count(*) FROM provider")
    long countProviders();

    /** The name of a model of this provider, if there is one. */
    @SqlQuery("SELECT name FROM model WHERE provider = :key ORDER BY name LIMIT 1")
    Optional<String> modelOf(String key);

    @SqlUpdate("DELETE FROM provider WHERE key = :key")
    void deleteProvider(String key);

    @SqlUpdate("""
            INSERT INTO model (name, provider, wire_name, display_name, generation_schema, prices)
            VALUES (:name, :provider, :wireName, :displayName, :generationSchema, :prices)
            ON CONFLICT (name) DO UPDATE
               SET provider = excluded.provider, wire_name = excluded.wire_name, display_name = excluded.display_name,
                   generation_schema = excluded.generation_schema, prices = excluded.prices
            """)
    void putModel(@BindMethods ModelRow row);

    @SqlQuery("SELECT " + MODEL_COLUMNS + " FROM model WHERE name = :name")
    Optional<ModelRow> model(String name);

    /** Nobody deletes it until the transaction ends. */
    @SqlQuery("SELECT name FROM model WHERE name = :name FOR KEY SHARE")
    Optional<String> holdModel(String name);

    @SqlQuery("SELECT " + MODEL_COLUMNS + " FROM model ORDER BY name LIMIT :limit OFFSET :offset")
    List<ModelRow> models(int limit, long offset);

    @SqlQuery("SELECT count(*) FROM model")
    long countModels();

    /** A job of this model that has not ended, if there is one. */
    @SqlQuery("SELECT id FROM job WHERE :name = ANY (models) AND status IN ('queued', 'running') LIMIT 1")
    Optional<String> openJob(String name);

    @SqlUpdate("DELETE FROM model WHERE name = :name")
    int deleteModel(String name);

    @SqlQuery("""
            INSERT INTO probe (model, endpoint, calls, findings) VALUES (:model, :endpoint, :calls, :findings)
            ON CONFLICT (model) DO UPDATE
               SET endpoint = excluded.endpoint, calls = excluded.calls, findings = excluded.findings,
                   probed_at = clock_timestamp()
            RETURNING
            """ + PROBE_COLUMNS)
    ProbeRow putProbe(String model, String endpoint, int calls, String findings);

    @SqlQuery("SELECT " + PROBE_COLUMNS + " FROM probe WHERE model = :model AND endpoint = :endpoint")
    Optional<ProbeRow> probe(String model, String endpoint);

    @SqlQuery("SELECT params FROM model_values WHERE name = :name")
    Optional<String> values(String name);

    /** The values of the profile that is the model's default. */
    @SqlQuery("SELECT params FROM profile WHERE model = :name AND is_default")
    Optional<String> defaultProfile(String name);

    @SqlUpdate(
            "INSERT INTO model_values VALUES (:name, :params) ON CONFLICT (name) DO UPDATE SET params = excluded.params")
    void putValues(String name, String params);

    @SqlUpdate("DELETE FROM model_values WHERE name = :name")
    void clearValues(String name);
}
