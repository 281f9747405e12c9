package io.asktell.server.models;

import io.asktell.api.AssignedModel;
import io.asktell.tooleval.parameters.GenerationSchema;
import io.asktell.tooleval.target.ProviderLimiter;
import io.asktell.tooleval.target.ProviderModel;
import io.asktell.tooleval.target.ProviderNetworks;
import io.asktell.tooleval.target.RetryPolicy;
import io.asktell.tooleval.target.TargetOptions;
import io.asktell.tooleval.target.Timing;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Models as this server itself calls them. Those of one provider share its limits. */
public final class Targets {
    private static final int DEFAULT_CONCURRENCY = 4;

    private final Function<AssignedModel, Optional<String>> providerKeys;
    private final ProviderMeters meters;
    private final ProviderNetworks networks;
    private final HttpClient http = ProviderModel.newHttpClient();
    private final Map<Limits, ProviderLimiter> limiters = new ConcurrentHashMap<>();

    private record Limits(
            String provider,
            @Nullable Integer most,
            @Nullable Integer rate) {}

    /**
     * @param providerKeys the key of a model's provider, where this server has it
     * @param networks where it may call models
     */
    public Targets(
            Function<AssignedModel, Optional<String>> providerKeys, ProviderNetworks networks, ProviderMeters meters) {
        this.networks = networks;
        this.providerKeys = providerKeys;
        this.meters = meters;
    }

    public ProviderModel of(AssignedModel model, GenerationSchema schema, RetryPolicy retry) {
        var options = TargetOptions.of(
                        model.protocol(),
                        URI.create(model.baseUrl()),
                        model.wireName(),
                        providerKeys.apply(model).orElse(null))
                .withSchema(schema)
                .withRetry(retry)
                .withNetworks(networks);
        var limits = new Limits(model.provider(), model.maxConcurrency(), model.requestsPerMinute());
        return new ProviderModel(options, limiters.computeIfAbsent(limits, Targets::limiter), http, meters.of(model));
    }

    private static ProviderLimiter limiter(Limits limits) {
        Integer most = limits.most();
        Integer rate = limits.rate();
        return new ProviderLimiter(
                most == null ? DEFAULT_CONCURRENCY : most,
                rate == null ? OptionalInt.empty() : OptionalInt.of(rate),
                Timing.system());
    }
}
