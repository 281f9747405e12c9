package io.asktell.reference;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Where the reference model listens, and how badly it behaves.
 *
 * @param port 0 takes a free one
 * @param latency how long every answer takes at least
 * @param latencyPerToken how much longer for each token of the answer
 * @param rateLimitRpm how many requests per minute it grants; 0 grants all
 * @param failRate the share of requests answered by a 500
 * @param seed decides which requests fail, and what answers without a seed of their own leave to chance; empty for true chance
 */
public record ReferenceModelOptions(
        String host,
        int port,
        Duration latency,
        Duration latencyPerToken,
        int rateLimitRpm,
        double failRate,
        OptionalLong seed) {
    public ReferenceModelOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port between 0 and 65535, but " + port);
        }
        if (latency.isNegative() || latencyPerToken.isNegative()) {
            throw new IllegalArgumentException("no negative latency, but " + latency + " and " + latencyPerToken);
        }
        if (rateLimitRpm < 0) {
            throw new IllegalArgumentException("rate limit 0 or more, but " + rateLimitRpm);
        }
        if (!(0 <= failRate && failRate <= 1)) { // written so that NaN fails it
            throw new IllegalArgumentException("fail rate between 0 and 1, but " + failRate);
        }
    }

    /** A free port of this machine, and no faults. */
    public static ReferenceModelOptions defaults() {
        return new ReferenceModelOptions("127.0.0.1", 0, Duration.ZERO, Duration.ZERO, 0, 0, OptionalLong.empty());
    }

    public ReferenceModelOptions withPort(int other) {
        return new ReferenceModelOptions(host, other, latency, latencyPerToken, rateLimitRpm, failRate, seed);
    }

    public ReferenceModelOptions withLatency(Duration each, Duration perToken) {
        return new ReferenceModelOptions(host, port, each, perToken, rateLimitRpm, failRate, seed);
    }

    public ReferenceModelOptions withRateLimitRpm(int other) {
        return new ReferenceModelOptions(host, port, latency, latencyPerToken, other, failRate, seed);
    }

    public ReferenceModelOptions withFailRate(double other) {
        return new ReferenceModelOptions(host, port, latency, latencyPerToken, rateLimitRpm, other, seed);
    }

    public ReferenceModelOptions withSeed(long other) {
        return new ReferenceModelOptions(
                host, port, latency, latencyPerToken, rateLimitRpm, failRate, OptionalLong.of(other));
    }
}
