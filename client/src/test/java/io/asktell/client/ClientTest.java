package io.asktell.client;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;

/** A client of a stub whose waits take no time; the jitter is always half. */
abstract class ClientTest {
    static final String TRIAL = """
            {"trial_id":3,"study_name":"s","state":"COMPLETE","values":[0.5],"params":{"lr":0.1},"datetime_start":null,
             "datetime_complete":null,"duration_seconds":null,"user_attrs":{},"intermediate_values":{},"constraints":null,
             "worker":null,"attempt":1,"fail_reason":null,"lease":null}""";

    final StubServer server = new StubServer();
    final ManualPauses pauses = new ManualPauses();
    final AsktellClient client = client(options -> options);

    final AsktellClient client(UnaryOperator<ClientOptions> change) {
        var options = change.apply(ClientOptions.defaults()
                .withBaseUri(server.uri())
                .withApiKey("atk_id_secret")
                .withMaxRetries(3)
                .withBackoff(Duration.ofMillis(400), Duration.ofMillis(1000)));
        var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return new AsktellClient(
                options, http, new Transport(options, http, new RetryPolicy(options, () -> 0.5), pauses));
    }

    @AfterEach
    void stop() {
        server.close();
    }
}
