package io.asktell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.asktell.tooleval.target.ProviderNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerConfigTest {
    @TempDir
    private Path directory;

    @Test
    void fromEnvironment_ofNothing_hasTheDocumentedDefaults() {
        var config = ServerConfig.fromEnvironment(Map.of("HOME", "/home/ada"));

        assertThat(config.database()).isNull();
        assertThat(config.authDatabase()).isNull();
        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isEqualTo(6177);
        assertThat(config.authEnabled()).isTrue();
        assertThat(config.defaultSampler()).isEqualTo("tpe");
        assertThat(config.defaultPruner()).isEqualTo("hyperband");
        assertThat(config.maxActiveTunes()).isEqualTo(10);
        assertThat(config.historyMegabytes())
                .isEqualTo((int) (Runtime.getRuntime().maxMemory() / 4 >> 20));
        assertThat(config.tunesPerHour()).isEqualTo(60);
        assertThat(config.dataDirectory()).isEqualTo(Path.of("/home/ada/.local/share/asktell"));
        assertThat(config.cacheDirectory()).isEqualTo(Path.of("/home/ada/.cache/asktell"));
        assertThat(config.adminKey()).isNull();
        assertThat(config.providerKeys()).isEmpty();
    }

    @Test
    void fromEnvironment_withXdgDirectories_usesThem() {
        var config = ServerConfig.fromEnvironment(Map.of("XDG_DATA_HOME", "/data", "XDG_CACHE_HOME", "/cache"));

        assertThat(config.dataDirectory()).isEqualTo(Path.of("/data/asktell"));
        assertThat(config.cacheDirectory()).isEqualTo(Path.of("/cache/asktell"));
    }

    @Test
    void fromEnvironment_takesBlankForAbsent() {
        assertThat(ServerConfig.fromEnvironment(Map.of("PORT", " ", "DATABASE_URL", "")))
                .isEqualTo(ServerConfig.fromEnvironment(Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "PORT, 65536",
        "PORT, http",
        "PORT, -1",
        "DATABASE_URL, mysql://host/db",
        "AUTH_DATABASE_URL, postgresql://",
        "DATABASE_POOL_SIZE, 1",
        "AUTH_ENABLED, maybe",
        "HOST, not an address",
        "DEFAULT_SAMPLER, best",
        "DEFAULT_PRUNER, worst",
        "ASKTELL_ADMIN_KEY, only-23-characters-long",
        "ASKTELL_SECRET_KEY, too-short",
        "ASKTELL_EMBEDDED_WORKERS, -1",
        "ASKTELL_MODEL_MANIFEST, /no/such/file",
        "ASKTELL_DATA_DIR, /proc/version",
        "ASKTELL_PROVIDER_KEY_VARIABLES, MY KEY",
        "ASKTELL_LOG_LEVEL, loud",
        "MAX_ACTIVE_TUNES, 0",
        "TUNES_PER_HOUR, 1.5",
        "MAX_RUNNING_JOBS, 0",
        "ASKTELL_SECRET_KEY, long-enough-to-be-a-secret too-short",
        "ASKTELL_PROVIDER_NETWORKS, intranet",
        "ASKTELL_TRUSTED_PROXIES, proxy.example.org",
        "ASKTELL_CORS_ORIGINS, *",
        "ASKTELL_CORS_ORIGINS, https://example.org/",
        "ASKTELL_KEY_RPM, -1",
        "ASKTELL_ADDRESS_RPM, many",
    })
    void fromEnvironment_withOneMistake_namesTheSetting(String name, String value) {
        assertThat(errorsOf(Map.of(name, value))).singleElement().asString().startsWith(name + ": ");
    }

    @Test
    void fromEnvironment_withSeveralMistakes_tellsAllAtOnce() {
        var errors = errorsOf(Map.of("PORT", "x", "DEFAULT_SAMPLER", "x", "ASKTELL_ADMIN_KEY", "x"));

        assertThat(errors).hasSize(3);
        assertThat(new ConfigException(errors)).hasMessageContainingAll("PORT", "DEFAULT_SAMPLER", "ASKTELL_ADMIN_KEY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void authEnabled_offOnAnAddressOthersReach_isRefused(String host) {
        assertThat(errorsOf(Map.of("AUTH_ENABLED", "false", "HOST", host)))
                .singleElement()
                .asString()
                .startsWith("HOST: ")
                .contains("AUTH_ENABLED=false");
        assertThat(ServerConfig.fromEnvironment(Map.of("HOST", host)).host()).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1", "127.1.2.3"})
    void authEnabled_offOnLoopback_isAccepted(String host) {
        assertThat(ServerConfig.fromEnvironment(Map.of("AUTH_ENABLED", "false", "HOST", host))
                        .authEnabled())
                .isFalse();
    }

    @Test
    void nameFile_givesTheValueWithoutItsLineEnd() throws IOException {
        Path file = Files.writeString(directory.resolve("key"), "a-key-of-more-than-24-characters\n");

        var config = ServerConfig.fromEnvironment(Map.of("ASKTELL_ADMIN_KEY_FILE", file.toString()));

        assertThat(config.adminKey()).isEqualTo(new Secret("a-key-of-more-than-24-characters"));
    }

    @Test
    void nameFile_besideTheName_isAMistake() {
        assertThat(errorsOf(Map.of("PORT", "1", "PORT_FILE", "/x")))
                .singleElement()
                .asString()
                .contains("PORT_FILE too");
    }

    @Test
    void nameFile_thatCannotBeRead_isNamed() {
        assertThat(errorsOf(Map.of("PORT_FILE", "/no/such/file")))
                .containsExactly("PORT_FILE: the file /no/such/file cannot be read as UTF-8 text");
    }

    @Test
    void providerKey_isReadFromListedVariablesOnly() {
        var config = ServerConfig.fromEnvironment(Map.of(
                "ASKTELL_PROVIDER_KEY_VARIABLES", "OPENAI_API_KEY, UNSET_KEY",
                "OPENAI_API_KEY", "sk-1",
                "AWS_SECRET_ACCESS_KEY", "aws-1"));

        assertThat(config.providerKey("OPENAI_API_KEY")).contains("sk-1");
        assertThat(config.providerKey("UNSET_KEY")).isEmpty();
        assertThat(config.providerKey("AWS_SECRET_ACCESS_KEY")).isEmpty();
    }

    @Test
    void secretKey_ofSeveral_theFirstIsCurrent() {
        var config = ServerConfig.fromEnvironment(
                Map.of("ASKTELL_SECRET_KEY", "the-new-secret-of-ours\nthe-old-secret-of-ours, the-very-old-secret"));

        assertThat(config.secretKeys())
                .extracting(Secret::value)
                .containsExactly("the-new-secret-of-ours", "the-old-secret-of-ours", "the-very-old-secret");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,, true",
        "127.0.0.1, 127.0.0.1, false",
        "0.0.0.0,, false",
    })
    void providerNetworks_areAll_onlyWhereNobodyElseCalls(String host, String proxies, boolean everywhere) {
        var config = ServerConfig.fromEnvironment(
                proxies == null ? Map.of("HOST", host) : Map.of("HOST", host, "ASKTELL_TRUSTED_PROXIES", proxies));

        assertThat(config.providerNetworks())
                .isEqualTo(everywhere ? ProviderNetworks.everywhere() : ProviderNetworks.of(List.of("public")));
    }

    @Test
    void secrets_areNeitherInTheTextNorInErrors() {
        var config = ServerConfig.fromEnvironment(Map.of(
                "DATABASE_URL", "postgresql://ada:hidden-1@host/db",
                "ASKTELL_ADMIN_KEY", "hidden-2-with-24-characters",
                "ASKTELL_SECRET_KEY", "hidden-3-with-24-characters",
                "ASKTELL_PROVIDER_KEY_VARIABLES", "K",
                "K", "hidden-4"));
        assertThat(config.toString()).contains("//host/db").doesNotContain("hidden");

        assertThat(errorsOf(Map.of("DATABASE_URL", "postgresql://ada:hidden@", "ASKTELL_ADMIN_KEY", "hidden")))
                .hasSize(2)
                .noneMatch(error -> error.contains("hidden"));
    }

    @Test
    void everySetting_isInTheOperationsManual() throws IOException {
        var asked = new TreeSet<String>();
        ServerConfig.fromEnvironment(new HashMap<>() {
            @Override
            public String get(Object name) {
                asked.add(name.toString().replaceFirst("_FILE$", ""));
                return null;
            }
        });
        asked.remove("HOME");

        String manual = Files.readString(Path.of("../docs/operations.md"));

        assertThat(asked).hasSizeGreaterThan(15).allMatch(name -> manual.contains(name), "is in docs/operations.md");
    }

    private static List<String> errorsOf(Map<String, String> environment) {
        var thrown = catchThrowableOfType(ConfigException.class, () -> ServerConfig.fromEnvironment(environment));
        assertThat(thrown).isNotNull();
        return thrown.errors();
    }
}
