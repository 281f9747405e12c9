package io.asktell.server.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.asktell.client.ApiException;
import io.asktell.client.AsktellClient;
import io.asktell.client.ClientOptions;
import io.asktell.client.Space;
import io.asktell.client.TrialQuery;
import io.asktell.server.Server;
import io.asktell.server.ServerConfig;
import io.asktell.server.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the embedded PostgreSQL is full, and then it is not. Needs the right to mount a small file system. */
@Timeout(300)
class FullDiskIT {
    private Path disk;

    @BeforeEach
    void mount(@TempDir Path parent) throws Exception {
        disk = Files.createDirectory(parent.resolve("disk"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=160m", "tmpfs", disk.toString()))
                .as("mounting is allowed")
                .isZero();
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", disk.toString());
    }

    @Test
    void writes_onAFullDisk_areRefusedWith503_andGoOnWhenThereIsSpace_andNothingIsLost() throws Exception {
        var server = new Server(ServerConfig.fromEnvironment(Map.of(
                "ASKTELL_DATA_DIR", disk.resolve("data").toString(),
                "XDG_CACHE_HOME", TestPostgres.CACHE.toString(),
                "PORT", "0",
                "AUTH_ENABLED", "false",
                "ASKTELL_EMBEDDED_WORKERS", "0")));
        try (server) {
            server.start();
            var client = new AsktellClient(
                    ClientOptions.of("http://127.0.0.1:" + server.port()).withMaxRetries(0));
            client.createStudy(Space.of().uniform("x", 0, 1).study("s", "maximize"));
            Path ballast = disk.resolve("ballast");
            fill(ballast);
            Map<Integer, Double> told = new TreeMap<>();

            ApiException refusal = null;
            while (refusal == null || told.isEmpty() && refusal.status() != 503) {
                refusal = tellOne(client, told);
            }
            assertThat(refusal.status()).isEqualTo(503);

            Files.delete(ballast);
            refusal = tellOne(client, told);
            while (refusal != null) {
                assertThat(refusal.status()).isEqualTo(503);
                refusal = tellOne(client, told);
            }
            Map<Integer, Double> kept = new TreeMap<>();
            client.study("s")
                    .trials(TrialQuery.all().withState("COMPLETE"))
                    .forEach(trial ->
                            kept.put(trial.trialId(), trial.values().get(0).value()));
            assertThat(kept).containsAllEntriesOf(told);
        }
    }

    /** @return why it was refused, or null */
    private static ApiException tellOne(AsktellClient client, Map<Integer, Double> told) {
        try {
            int trial = client.study("s").ask().trialId();
            client.study("s").tell(trial, trial / 7.0);
            told.put(trial, trial / 7.0);
            return null;
        } catch (ApiException e) {
            return e;
        }
    }

    private static void fill(Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            byte[] block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
