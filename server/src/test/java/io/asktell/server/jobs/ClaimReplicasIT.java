package io.asktell.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.asktell.api.Assignment;
import io.asktell.api.ClaimRequest;
import io.asktell.api.Json;
import io.asktell.api.ModelRequest;
import io.asktell.api.ParamTuneRequest;
import io.asktell.api.ParamTuneStarted;
import io.asktell.api.ProviderRequest;
import io.asktell.client.AsktellClient;
import io.asktell.client.ClientOptions;
import io.asktell.server.Server;
import io.asktell.server.ServerConfig;
import io.asktell.server.TestPostgres;
import io.asktell.server.store.DatabaseAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Claims at servers that share a database. */
final class ClaimReplicasIT {
    private static final ClaimRequest CLAIM = new ClaimRequest("w", List.of("tool_eval"), 5.0);

    private final DatabaseAddress database = TestPostgres.freshDatabase();
    private final List<Server> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(Server::close);
    }

    @Test
    void claim_repeatedWithItsKey_hasTheSameWork_atAnotherServerAndAfterARestart() {
        var one = start();
        var tune = tune(one, 3);
        var first = one.claim(CLAIM, "a-key");

        var elsewhere = start().claim(CLAIM, "a-key");
        servers.get(0).close();
        var afterwards = start().claim(CLAIM, "a-key");

        assertThat(first).isPresent();
        assertThat(elsewhere).isEqualTo(first);
        assertThat(afterwards).isEqualTo(first);
        assertThat(trials(start(), tune)).isEqualTo(1);
    }

    /** Whichever server gives work first, the other one learns of it: at the latest when the claim's time is over. */
    @Test
    void claims_withOneKeyWaitingAtTwoServers_haveTheSameWork_andTakeOneTrial() {
        var clients = List.of(start(), start());
        List<CompletableFuture<Optional<Assignment>>> claims = new ArrayList<>();
        for (var client : clients) {
            claims.add(CompletableFuture.supplyAsync(() -> client.claim(CLAIM, "both")));
        }
        var tune = tune(clients.get(0), 2);
        var second = tune(clients.get(0), 2);

        var first = claims.get(0).join();
        var other = claims.get(1).join();

        assertThat(first).isPresent();
        assertThat(other).isEqualTo(first);
        assertThat(trials(clients.get(1), tune) + trials(clients.get(1), second))
                .isEqualTo(1);
    }

    @Test
    void claims_of16WorkersAtTwoServers_haveEachTrialOnce_andNoMoreAtOnceThanTheTuneAllows() {
        var clients = List.of(start(), start());
        var tune = tune(clients.get(0), 10);

        var claims = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> clients.get(i % 2).claim(new ClaimRequest("w" + i, null, 5.0))))
                .toList();

        var given = claims.stream()
                .map(CompletableFuture::join)
                .flatMap(Optional::stream)
                .map(Assignment::trialId)
                .sorted()
                .toList();
        assertThat(given).isEqualTo(IntStream.range(0, 10).boxed().toList());
        assertThat(trials(clients.get(0), tune)).isEqualTo(10);
    }

    private static int trials(AsktellClient client, ParamTuneStarted tune) {
        var study = client.paramTunes().get(tune.jobId()).studies().get("m");
        return client.study(study).get().nTrials();
    }

    private AsktellClient start() {
        var environment = new HashMap<>(TestPostgres.environment(database));
        environment.put("PORT", "0");
        environment.put("AUTH_ENABLED", "false");
        environment.put("ASKTELL_EMBEDDED_WORKERS", "0");
        var server = new Server(ServerConfig.fromEnvironment(environment));
        servers.add(server);
        server.start();
        return new AsktellClient(ClientOptions.of("http://127.0.0.1:" + server.port()));
    }

    /** A random tune of 20 trials. */
    private static ParamTuneStarted tune(AsktellClient client, int concurrent) {
        try {
            client.models()
                    .putProvider(
                            "p", new ProviderRequest("openai", null, "http://127.0.0.1:9/v1", null, null, null, null));
            client.models().put("m", new ModelRequest("p", null, null, null, null));
            var suite = client.suites()
                    .create(
                            Json.mapper()
                                    .readTree(
                                            "{\"name\":\"s\",\"cases\":[{\"id\":\"c\",\"prompt\":\"Hi\",\"expected_calls\":[]}]}"));
            return client.paramTunes()
                    .start(new ParamTuneRequest(
                            suite.get("suite_id").asText(),
                            List.of("m"),
                            Json.mapper().readTree("{\"temperature\":{\"min\":0,\"max\":1}}"),
                            "random",
                            20,
                            null,
                            null,
                            null,
                            null,
                            concurrent,
                            1L,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
