package io.asktell.server.cli;

import io.asktell.client.AsktellClient;
import io.asktell.client.ClientOptions;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which server a command speaks to, and as whom. {@link Defaults} reads both from the environment. */
// picocli sets the fields.
@SuppressWarnings("NullAway.Init")
final class RemoteOptions {
    static final String SERVER = "--server";
    static final String KEY = "--key";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = SERVER,
            paramLabel = "URL",
            description = "The server's address (ASKTELL_SERVER, default http://127.0.0.1:6177).")
    private String server;

    @Option(
            names = KEY,
            paramLabel = "KEY",
            description =
                    "API key (ASKTELL_KEY, or ASKTELL_KEY_FILE for a file that holds it; better, since others see arguments).")
    private @Nullable String key;

    AsktellClient client() {
        try {
            var options = ClientOptions.defaults().withBaseUri(URI.create(server));
            // a person waits: give up after a second or two
            return new AsktellClient(options.withApiKey(key).withMaxRetries(2));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--server or --key: must be " + e.getMessage(), e);
        }
    }

    String server() {
        return server;
    }
}
