package io.asktell.server.faults;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A run as rows for docs/reliability.md. */
final class FaultTable {
    private final StringBuilder out = new StringBuilder();

    FaultTable(Duration duration, long seed, FaultRun.Result result) {
        row("figure", "value");
        row("---", "---:");
        row("seed, seconds", seed + ", " + duration.toSeconds());
        result.done().forEach((what, count) -> row(what, count));
        List<Call> calls = result.calls();
        row("requests recorded", calls.size());
        row("… acknowledged", of(calls, Call.Outcome.DONE));
        row("… refused (409 and the like)", of(calls, Call.Outcome.REFUSED));
        row("… without an answer, or 503", of(calls, Call.Outcome.UNKNOWN));
        refusals(calls).forEach((code, count) -> row("… … " + code, count));
        row("slowest answer, s", String.format(Locale.ROOT, "%.1f", slowest(calls)));
        result.studies()
                .forEach(study ->
                        row("trials of `" + study.name() + "`", study.trials().size()));
        row(
                "tells acknowledged",
                calls.stream().filter(c -> c.is(Call.Kind.TELL) && c.done()).count());
        row("violations", result.violations().size());
    }

    String markdown() {
        return out.toString();
    }

    private void row(String name, Object value) {
        out.append("| ").append(name).append(" | ").append(value).append(" |\n");
    }

    private static long of(List<Call> calls, Call.Outcome outcome) {
        return calls.stream().filter(call -> call.outcome() == outcome).count();
    }

    private static Map<String, Integer> refusals(List<Call> calls) {
        Map<String, Integer> counts = new TreeMap<>();
        calls.forEach(call -> {
            if (call.refusal() != null) {
                counts.merge(call.refusal().replaceFirst(":.*", ""), 1, Integer::sum);
            }
        });
        return counts;
    }

    private static double slowest(List<Call> calls) {
        return calls.stream()
                        .filter(call -> call.outcome() != Call.Outcome.UNKNOWN)
                        .mapToLong(call -> call.end() - call.start())
                        .max()
                        .orElse(0)
                / 1e9;
    }
}
