package io.asktell.tooleval.target;

import io.asktell.tooleval.parameters.Endpoint;
import io.asktell.tooleval.parameters.GenerationSchema;
import io.asktell.tooleval.parameters.ParameterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a model is and how it is spoken to.
 *
 * @param protocol one of {@link #PROTOCOLS}
 * @param baseUrl what the protocol's route is appended to
 * @param model the provider's name for it
 * @param schema where each parameter stands in a request
 * @param timeout of one attempt, from sending to the last byte
 * @param networks where it may be, whatever its name means at the time of a call
 */
public record TargetOptions(
        String protocol,
        URI baseUrl,
        String model,
        @Nullable String apiKey,
        GenerationSchema schema,
        Duration timeout,
        RetryPolicy retry,
        ProviderNetworks networks) {
    /** All that are spoken. */
    public static final List<String> PROTOCOLS = List.of("openai", "anthropic", "gemini", "ollama", "vllm");

    public TargetOptions {
        if (!PROTOCOLS.contains(protocol)) {
            throw new IllegalArgumentException("one of " + PROTOCOLS + ", but " + protocol);
        }
        var scheme = baseUrl.getScheme();
        if (scheme == null || !scheme.matches("https?") || baseUrl.getHost() == null) {
            throw new IllegalArgumentException("an http or https address, but " + baseUrl);
        }
        if (apiKey != null && !apiKey.matches("[\\x21-\\x7e]+")) {
            throw new IllegalArgumentException("an API key of visible ASCII characters"); // which it is, is not said
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout > 0, but " + timeout);
        }
    }

    /** The registry's schema, two minutes for an attempt and the default retries. */
    public static TargetOptions of(String protocol, URI baseUrl, String model, @Nullable String apiKey) {
        var schema = ParameterRegistry.schema(Endpoint.of(protocol, baseUrl, model));
        return new TargetOptions(
                protocol,
                baseUrl,
                model,
                apiKey,
                schema,
                Duration.ofMinutes(2),
                RetryPolicy.defaults(),
                ProviderNetworks.everywhere());
    }

    public TargetOptions withSchema(GenerationSchema other) {
        return new TargetOptions(protocol, baseUrl, model, apiKey, other, timeout, retry, networks);
    }

    public TargetOptions withTimeout(Duration other) {
        return new TargetOptions(protocol, baseUrl, model, apiKey, schema, other, retry, networks);
    }

    public TargetOptions withRetry(RetryPolicy other) {
        return new TargetOptions(protocol, baseUrl, model, apiKey, schema, timeout, other, networks);
    }

    public TargetOptions withNetworks(ProviderNetworks other) {
        return new TargetOptions(protocol, baseUrl, model, apiKey, schema, timeout, retry, other);
    }

    boolean takesSeed() {
        var seed = schema.find("seed");
        return seed != null && !seed.wire().state().dead();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "TargetOptions[" + protocol + ", " + baseUrl + ", " + model + "]";
    }
}
