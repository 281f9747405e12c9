package io.asktell.client;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the server is and how patient the client is with it.
 *
 * @param apiKey a key or a token; null where the server asks for none
 * @param requestTimeout for one attempt, from its start to the last byte of the answer
 * @param maxRetries attempts after the first; 0 never repeats a call
 * @param firstBackoff the longest wait before the first retry; it doubles with each one, up to {@code maxBackoff}
 * @param longestRetryAfter the longest wait that the server may ask for; if it asks for more, the call fails at once
 */
public record ClientOptions(
        URI baseUri,
        @Nullable String apiKey,
        Duration connectTimeout,
        Duration requestTimeout,
        int maxRetries,
        Duration firstBackoff,
        Duration maxBackoff,
        Duration longestRetryAfter) {
    public ClientOptions {
        var scheme = baseUri.getScheme();
        if (!("http".equals(scheme) || "https".equals(scheme)) || baseUri.getHost() == null) {
            throw new IllegalArgumentException("an address like http://host:6177, but it is " + baseUri);
        }
        if (baseUri.getRawQuery() != null || baseUri.getRawFragment() != null) {
            throw new IllegalArgumentException("an address without query and fragment, but it is " + baseUri);
        }
        positive(connectTimeout, "connectTimeout");
        positive(requestTimeout, "requestTimeout");
        positive(firstBackoff, "firstBackoff");
        if (maxRetries < 0) {
            throw new IllegalArgumentException("maxRetries >= 0, but it is " + maxRetries);
        }
        if (maxBackoff.compareTo(firstBackoff) < 0 || longestRetryAfter.isNegative()) {
            throw new IllegalArgumentException("maxBackoff >= firstBackoff and longestRetryAfter >= 0, but they are "
                    + maxBackoff + ", " + firstBackoff + " and " + longestRetryAfter);
        }
        if (apiKey != null && !apiKey.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("a key of visible ASCII characters, but this one has others");
        }
    }

    /** The server's default address, no key, five retries within about ten seconds. */
    public static ClientOptions defaults() {
        return new ClientOptions(
                URI.create("http://127.0.0.1:6177"),
                null,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                5,
                Duration.ofMillis(300),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60));
    }

    /** The defaults for another address. */
    public static ClientOptions of(String baseUri) {
        return defaults().withBaseUri(URI.create(baseUri));
    }

    public ClientOptions withBaseUri(URI uri) {
        return new ClientOptions(
                uri, apiKey, connectTimeout, requestTimeout, maxRetries, firstBackoff, maxBackoff, longestRetryAfter);
    }

    public ClientOptions withApiKey(@Nullable String key) {
        return new ClientOptions(
                baseUri, key, connectTimeout, requestTimeout, maxRetries, firstBackoff, maxBackoff, longestRetryAfter);
    }

    public ClientOptions withConnectTimeout(Duration timeout) {
        return new ClientOptions(
                baseUri, apiKey, timeout, requestTimeout, maxRetries, firstBackoff, maxBackoff, longestRetryAfter);
    }

    public ClientOptions withRequestTimeout(Duration timeout) {
        return new ClientOptions(
                baseUri, apiKey, connectTimeout, timeout, maxRetries, firstBackoff, maxBackoff, longestRetryAfter);
    }

    public ClientOptions withMaxRetries(int retries) {
        return new ClientOptions(
                baseUri, apiKey, connectTimeout, requestTimeout, retries, firstBackoff, maxBackoff, longestRetryAfter);
    }

    public ClientOptions withBackoff(Duration first, Duration longest) {
        return new ClientOptions(
                baseUri, apiKey, connectTimeout, requestTimeout, maxRetries, first, longest, longestRetryAfter);
    }

    public ClientOptions withLongestRetryAfter(Duration longest) {
        return new ClientOptions(
                baseUri, apiKey, connectTimeout, requestTimeout, maxRetries, firstBackoff, maxBackoff, longest);
    }

    /** Hides the key. */
    @Override
    public String toString() {
        return "ClientOptions[" + baseUri + (apiKey == null ? ", no key]" : ", with a key]");
    }

    private static void positive(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " > 0, but it is " + duration);
        }
    }
}
