package io.asktell.server.http;

import io.asktell.server.study.Ledgers;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Counts requests by route and status, how long they took, trials by the origin of their parameters, and histories in memory, in the words of Prometheus. */
public final class Metrics {
    /** Upper ends of the buckets in seconds; what took longer is counted beyond them. */
    private static final double[] BUCKETS = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

    private final ConcurrentSkipListMap<String, LongAdder> requests = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<String, Durations> durations = new ConcurrentSkipListMap<>();
    private final Supplier<Map<String, Long>> trialsByOrigin;
    private final Supplier<Ledgers.Kept> histories;

    public Metrics(Supplier<Map<String, Long>> trialsByOrigin, Supplier<Ledgers.Kept> histories) {
        this.trialsByOrigin = trialsByOrigin;
        this.histories = histories;
    }

    private static final class Durations {
        private final AtomicLongArray counts = new AtomicLongArray(BUCKETS.length + 1);
        private final DoubleAdder sum = new DoubleAdder();

        void add(double seconds) {
            var bucket = 0;
            while (bucket < BUCKETS.length && seconds > BUCKETS[bucket]) {
                bucket++;
            }
            counts.incrementAndGet(bucket);
            sum.add(seconds);
        }
    }

    void record(Context ctx, double seconds) {
        var path = Access.matched(ctx).map(Route::path).orElse("unmatched");
        var labels = "method=\"" + method(ctx) + "\",route=\"" + path + "\"";
        requests.computeIfAbsent(labels + ",status=\"" + ctx.statusCode() + "\"", l -> new LongAdder())
                .increment();
        durations.computeIfAbsent(labels, l -> new Durations()).add(seconds);
    }

    /** Any word may come as a method; only known ones become a label, so that clients cannot make up series. */
    private static String method(Context ctx) {
        var method = ctx.method().name();
        return switch (method) {
            case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" -> method;
            default -> "other";
        };
    }

    void answer(Context ctx, AuthHook auth) {
        if (!ClientAddress.loopback(ctx)) {
            auth.require(ctx);
        }
        ctx.contentType("text/plain; version=0.0.4").result(text());
    }

    private String text() {
        var text = new StringBuilder("""
                # HELP asktell_http_requests_total Requests answered.
                # TYPE asktell_http_requests_total counter
                """);
        requests.forEach((labels, count) ->
                text.append(line("asktell_http_requests_total", labels, Long.toString(count.sum()))));
        text.append("""
                # HELP asktell_http_request_duration_seconds How long requests took.
                # TYPE asktell_http_request_duration_seconds histogram
                """);
        durations.forEach((labels, taken) -> {
            var name = "asktell_http_request_duration_seconds";
            long count = 0;
            for (var i = 0; i <= BUCKETS.length; i++) {
                count += taken.counts.get(i);
                var end = i == BUCKETS.length ? "+Inf" : Double.toString(BUCKETS[i]);
                text.append(line(name + "_bucket", labels + ",le=\"" + end + "\"", Long.toString(count)));
            }
            text.append(line(name + "_sum", labels, String.format(Locale.ROOT, "%.6f", taken.sum.sum())));
            text.append(line(name + "_count", labels, Long.toString(count)));
        });
        text.append("""
                # HELP asktell_trials_given_total Trials given out, by where their parameters came from; fallback: drawn, as a model failed.
                # TYPE asktell_trials_given_total counter
                """);
        trialsByOrigin
                .get()
                .forEach((origin, count) -> text.append(
                        line("asktell_trials_given_total", "origin=\"" + origin + "\"", Long.toString(count))));
        var kept = histories.get();
        text.append("""
                # HELP asktell_history_studies Studies whose history is in memory.
                # TYPE asktell_history_studies gauge
                asktell_history_studies %d
                # HELP asktell_history_bytes Memory that histories take, about.
                # TYPE asktell_history_bytes gauge
                asktell_history_bytes %d
                # HELP asktell_history_hits_total Transactions that found the history of their study in memory.
                # TYPE asktell_history_hits_total counter
                asktell_history_hits_total %d
                # HELP asktell_history_loads_total Transactions that had to read it from the database.
                # TYPE asktell_history_loads_total counter
                asktell_history_loads_total %d
                # HELP asktell_history_evictions_total Histories let go for want of memory.
                # TYPE asktell_history_evictions_total counter
                asktell_history_evictions_total %d
                """.formatted(kept.studies(), kept.bytes(), kept.hits(), kept.loads(), kept.evictions()));
        return text.toString();
    }

    private static String line(String name, String labels, String value) {
        return name + "{" + labels + "} " + value + "\n";
    }
}
