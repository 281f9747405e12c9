package io.asktell.server;

import io.asktell.server.http.Perimeter;
import io.asktell.server.store.DatabaseAddress;
import io.asktell.tooleval.target.AddressRange;
import io.asktell.tooleval.target.ProviderNetworks;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Every setting of the server. {@code docs/operations.md} says what each is for.
 *
 * @param database where studies are kept; null: an embedded PostgreSQL in {@code dataDirectory}
 * @param authDatabase where keys are kept; null: in {@code database}
 * @param cacheDirectory what can be made again: the programs of the embedded PostgreSQL
 * @param port 0: any free one
 * @param adminKey the administrator's API key; null: one is made at the first start
 * @param secretKeys what signing and encryption keys come from, the current one first; empty: one is made and kept in the database
 * @param modelManifest a file of models and their parameters
 * @param historyMegabytes how much memory the histories of studies may take
 * @param importMegabytes how large the file of a study may be that is taken in
 * @param askDeadlineMillis how long an ask waits for a slow model, before its parameters are drawn at random
 * @param maxActiveTunes how many tunes one key may have queued or running
 * @param maxRunningJobs how many jobs the server runs at once; further ones queue
 * @param stopDelaySeconds how long the server goes on as before when it was told to stop, only that it says it is not ready
 * @param providerKeys variables that providers may name as the place of their API key, with their values; unset ones are absent
 * @param providerNetworks where this server may call models
 */
public record ServerConfig(
        @Nullable DatabaseAddress database,
        @Nullable DatabaseAddress authDatabase,
        int databasePoolSize,
        Path dataDirectory,
        Path cacheDirectory,
        String host,
        int port,
        boolean authEnabled,
        @Nullable Secret adminKey,
        List<Secret> secretKeys,
        String defaultSampler,
        String defaultPruner,
        int embeddedWorkers,
        @Nullable Path modelManifest,
        int historyMegabytes,
        int importMegabytes,
        int askDeadlineMillis,
        int maxActiveTunes,
        int tunesPerHour,
        int maxRunningJobs,
        int stopDelaySeconds,
        Map<String, Secret> providerKeys,
        ProviderNetworks providerNetworks,
        Perimeter perimeter,
        String logLevel,
        String logFormat) {
    private static final List<String> SAMPLERS =
            List.of("auto", "tpe", "gp", "cmaes", "nsgaii", "qmc", "random", "grid");
    private static final List<String> PRUNERS = List.of(
            "hyperband", "median", "percentile", "successive_halving", "threshold", "patient", "wilcoxon", "none");
    private static final List<String> LOG_LEVELS = List.of("trace", "debug", "info", "warn", "error", "off");

    private static final Pattern ORIGIN = Pattern.compile("https?://([a-z0-9.-]+|\\[[0-9a-f:]+\\])(:\\d{1,5})?");
    private static final int MANY = 1_000_000;

    public ServerConfig {
        secretKeys = List.copyOf(secretKeys);
        providerKeys = Map.copyOf(providerKeys);
    }

    /**
     * Reads all settings from variables; a {@code .env} file is the caller's affair.
     *
     * @throws ConfigException naming every setting that is wrong
     */
    public static ServerConfig fromEnvironment(Map<String, String> environment) {
        var settings = new Settings(environment);
        String host = settings.text("HOST", "127.0.0.1");
        boolean authEnabled = settings.flag("AUTH_ENABLED", true);
        boolean loopback = checkHost(settings, host, authEnabled);
        Perimeter perimeter = perimeter(settings);
        var config = new ServerConfig(
                database(settings, "DATABASE_URL"),
                database(settings, "AUTH_DATABASE_URL"),
                settings.integer("DATABASE_POOL_SIZE", 16, 2, 1000),
                dataDirectory(settings),
                cacheDirectory(settings),
                host,
                settings.integer("PORT", 6177, 0, 65535),
                authEnabled,
                settings.secret("ASKTELL_ADMIN_KEY", 24),
                settings.secrets("ASKTELL_SECRET_KEY", 16),
                settings.oneOf("DEFAULT_SAMPLER", "tpe", SAMPLERS),
                settings.oneOf("DEFAULT_PRUNER", "hyperband", PRUNERS),
                settings.integer("ASKTELL_EMBEDDED_WORKERS", 2, 0, 1000),
                modelManifest(settings),
                settings.integer("ASKTELL_HISTORY_MB", quarterOfHeap(), 1, MANY),
                settings.integer("ASKTELL_IMPORT_MB", 2048, 1, MANY),
                settings.integer("ASKTELL_ASK_DEADLINE_MS", 250, 0, 60_000),
                settings.integer("MAX_ACTIVE_TUNES", 10, 1, MANY),
                settings.integer("TUNES_PER_HOUR", 60, 1, MANY),
                settings.integer("MAX_RUNNING_JOBS", 4, 1, 1000),
                settings.integer("ASKTELL_STOP_DELAY_SECONDS", 0, 0, 600),
                providerKeys(settings),
                providerNetworks(
                        settings, loopback && perimeter.trustedProxies().isEmpty()),
                perimeter,
                settings.oneOf("ASKTELL_LOG_LEVEL", "info", LOG_LEVELS),
                settings.oneOf("ASKTELL_LOG_FORMAT", "text", List.of("text", "json")));
        settings.throwIfWrong();
        return config;
    }

    /** The value of a variable that a provider names as the place of its key; empty when it is not allowed or not set. */
    public Optional<String> providerKey(String variable) {
        return Optional.ofNullable(providerKeys.get(variable)).map(Secret::value);
    }

    private static int quarterOfHeap() {
        return (int) Math.max(1, Math.min(MANY, Runtime.getRuntime().maxMemory() / 4 >> 20));
    }

    /** Whether only this machine can reach it. */
    private static boolean checkHost(Settings settings, String host, boolean authEnabled) {
        try {
            boolean loopback = InetAddress.getByName(host).isLoopbackAddress();
            if (!loopback && !authEnabled) {
                settings.error(
                        "HOST",
                        "is '" + host
                                + "', which others can reach; with AUTH_ENABLED=false it must be 127.0.0.1, ::1 or localhost");
            }
            return loopback;
        } catch (UnknownHostException e) {
            settings.error("HOST", "'" + host + "' is not an address of this machine");
            return false;
        }
    }

    private static @Nullable DatabaseAddress database(Settings settings, String name) {
        String url = settings.text(name);
        if (url == null) {
            return null;
        }
        try {
            return DatabaseAddress.parse(url);
        } catch (IllegalArgumentException e) {
            settings.error(name, e.getMessage());
            return null;
        }
    }

    private static Path dataDirectory(Settings settings) {
        Path named = settings.path("ASKTELL_DATA_DIR");
        if (named == null) {
            Path shared = settings.path("XDG_DATA_HOME");
            return (shared == null ? settings.home().resolve(".local/share") : shared).resolve("asktell");
        }
        if (Files.exists(named) && !Files.isDirectory(named)) {
            settings.error("ASKTELL_DATA_DIR", named + " is not a directory");
        }
        return named;
    }

    private static Path cacheDirectory(Settings settings) {
        Path shared = settings.path("XDG_CACHE_HOME");
        return (shared == null ? settings.home().resolve(".cache") : shared).resolve("asktell");
    }

    private static @Nullable Path modelManifest(Settings settings) {
        Path file = settings.path("ASKTELL_MODEL_MANIFEST");
        if (file != null && !(Files.isRegularFile(file) && Files.isReadable(file))) {
            settings.error("ASKTELL_MODEL_MANIFEST", "the file " + file + " is not there or cannot be read");
        }
        return file;
    }

    /** By default all that the server's own user can reach anyway, but for others no way into the networks it stands in. */
    private static ProviderNetworks providerNetworks(Settings settings, boolean reachedFromHereOnly) {
        var words = settings.words("ASKTELL_PROVIDER_NETWORKS");
        if (words.isEmpty()) {
            return reachedFromHereOnly ? ProviderNetworks.everywhere() : ProviderNetworks.of(List.of("public"));
        }
        try {
            return ProviderNetworks.of(words);
        } catch (IllegalArgumentException e) {
            settings.error(
                    "ASKTELL_PROVIDER_NETWORKS",
                    "must have loopback, private, public or ranges, but " + e.getMessage());
            return ProviderNetworks.of(List.of());
        }
    }

    private static Perimeter perimeter(Settings settings) {
        List<AddressRange> proxies = new ArrayList<>();
        for (String word : settings.words("ASKTELL_TRUSTED_PROXIES")) {
            try {
                proxies.add(AddressRange.parse(word));
            } catch (IllegalArgumentException e) {
                settings.error("ASKTELL_TRUSTED_PROXIES", e.getMessage());
            }
        }
        List<String> origins = settings.words("ASKTELL_CORS_ORIGINS");
        for (String origin : origins) {
            if (!ORIGIN.matcher(origin).matches()) {
                settings.error(
                        "ASKTELL_CORS_ORIGINS", "must be origins as https://example.org, but has '" + origin + "'");
            }
        }
        return new Perimeter(
                proxies,
                origins,
                limit(settings, "ASKTELL_KEY_RPM", 0),
                limit(settings, "ASKTELL_ADDRESS_RPM", 30_000));
    }

    private static @Nullable Integer limit(Settings settings, String name, int otherwise) {
        int perMinute = settings.integer(name, otherwise, 0, MANY);
        return perMinute == 0 ? null : perMinute;
    }

    private static Map<String, Secret> providerKeys(Settings settings) {
        var keys = new TreeMap<String, Secret>();
        for (String name : settings.words("ASKTELL_PROVIDER_KEY_VARIABLES")) {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                settings.error(
                        "ASKTELL_PROVIDER_KEY_VARIABLES",
                        "must be names of variables with commas between, but has '" + name + "'");
                continue;
            }
            Secret key = settings.secret(name, 1);
            if (key != null) {
                keys.put(name, key);
            }
        }
        return keys;
    }
}
