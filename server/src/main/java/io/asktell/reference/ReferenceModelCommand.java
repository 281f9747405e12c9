package io.asktell.reference;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code asktell reference-model}: serves the reference model until it is told to stop. */
@Command(
        name = "reference-model",
        mixinStandardHelpOptions = true,
        description = "Serves " + ReferenceModel.NAME + ", a small tool-calling model, as OpenAI's chat completions.")
public final class ReferenceModelCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to listen on (${DEFAULT-VALUE}).")
    private String host = "";

    @Option(
            names = "--port",
            defaultValue = "6180",
            description = "Port to listen on, 0 for a free one (${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--latency-ms", defaultValue = "0", description = "How long every answer takes at least.")
    private long latencyMs;

    @Option(
            names = "--latency-per-token-ms",
            defaultValue = "0",
            description = "How much longer per token of the answer.")
    private double latencyPerTokenMs;

    @Option(
            names = "--rate-limit-rpm",
            defaultValue = "0",
            description = "Requests granted per minute, then 429; 0 grants all.")
    private int rateLimitRpm;

    @Option(
            names = "--fail-rate",
            defaultValue = "0",
            description = "Share of requests answered by a 500, between 0 and 1.")
    private double failRate;

    @Option(names = "--seed", description = "Makes failures, and answers to requests without a seed, repeat.")
    private @Nullable Long seed;

    @Override
    public Integer call() throws InterruptedException {
        try (var server = ReferenceModelServer.start(options())) {
            System.out.println(ReferenceModel.NAME + " at " + server.baseUri());
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private ReferenceModelOptions options() {
        try {
            var perToken = Duration.ofNanos(Math.round(latencyPerTokenMs * 1e6));
            return new ReferenceModelOptions(
                    host,
                    port,
                    Duration.ofMillis(latencyMs),
                    perToken,
                    rateLimitRpm,
                    failRate,
                    seed == null ? OptionalLong.empty() : OptionalLong.of(seed));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), e.getMessage(), e);
        }
    }
}
