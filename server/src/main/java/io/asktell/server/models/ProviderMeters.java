package io.asktell.server.models;

import io.asktell.api.AssignedModel;
import io.asktell.server.metrics.Counter;
import io.asktell.server.metrics.Histogram;
import io.asktell.server.metrics.Meters;
import io.asktell.tooleval.target.CallListener;
import java.util.Locale;

/** What is counted of the calls that this server makes to providers; outside workers make theirs unseen. */
public final class ProviderMeters {
    private static final double[] SECONDS = {0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120};

    private final Counter calls;
    private final Counter retries;
    private final Histogram durations;

    public ProviderMeters(Meters meters) {
        calls = meters.counter(
                "asktell_provider_calls_total",
                "Calls of this server to providers, retries included, by what came of them.",
                "provider",
                "outcome");
        retries = meters.counter("asktell_provider_retries_total", "Those that repeated one that failed.", "provider");
        durations = meters.histogram(
                "asktell_provider_call_duration_seconds", "How long calls to providers took.", SECONDS, "provider");
    }

    public CallListener of(AssignedModel model) {
        var provider = model.provider();
        return (outcome, retry, took) -> {
            calls.increment(provider, outcome.name().toLowerCase(Locale.ROOT));
            if (retry) {
                retries.increment(provider);
            }
            durations.record(took.toNanos() / 1e9, provider);
        };
    }
}
