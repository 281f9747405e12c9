package io.asktell.server.cli;

import io.asktell.api.CreateKeyRequest;
import io.asktell.client.AsktellClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code asktell key create}. */
// picocli sets the fields.
@SuppressWarnings("NullAway.Init")
@Command(
        name = "create",
        description = "Make a key and print it; it is shown this once.",
        footer = {"", "Example: asktell key create gpu-box --scope worker"})
final class KeyCreateCommand extends RemoteCommand {
    @Parameters(paramLabel = "NAME", description = "What the key is for.")
    private String name;

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            required = true,
            split = ",",
            description =
                    "tuner:read, tuner:write, tool-eval:read, tool-eval:write, worker or admin; several with commas.")
    private List<String> scopes;

    @Option(names = "--days", paramLabel = "N", description = "Days until it expires (default: never).")
    private @Nullable Integer days;

    @Option(names = "--rate-limit-rpm", paramLabel = "N", description = "Requests it may make per minute.")
    private @Nullable Integer rateLimitRpm;

    @Mixin
    private JsonOption json;

    @Override
    void run(AsktellClient client) {
        var expires = days == null ? null : Instant.now().plus(Duration.ofDays(days));
        var created = client.keys().create(new CreateKeyRequest(name, scopes, expires, rateLimitRpm));
        if (json.wanted()) {
            printJson(created);
        } else {
            out().println(created.key());
        }
    }
}
