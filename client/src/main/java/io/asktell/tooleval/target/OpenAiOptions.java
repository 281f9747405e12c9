package io.asktell.tooleval.target;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where an OpenAI-compatible model is.
 *
 * @param baseUrl what {@code /chat/completions} is appended to; usually ends in {@code /v1}
 * @param model the provider's name for it
 * @param timeout of one attempt, from sending to the last byte
 */
public record OpenAiOptions(
        URI baseUrl, String model, @Nullable String apiKey, Duration timeout, RetryPolicy retry) {
    public OpenAiOptions {
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

    /** Two minutes for an attempt and the default retries. */
    public static OpenAiOptions of(URI baseUrl, String model, @Nullable String apiKey) {
        return new OpenAiOptions(baseUrl, model, apiKey, Duration.ofMinutes(2), RetryPolicy.defaults());
    }

    URI completions() {
        var base = baseUrl.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/chat/completions");
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "OpenAiOptions[" + baseUrl + ", " + model + "]";
    }
}
