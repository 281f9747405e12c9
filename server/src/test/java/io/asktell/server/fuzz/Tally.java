package io.asktell.server.fuzz;

import io.asktell.server.fuzz.Request.Kind;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How many requests of each kind got what, as a table in Markdown. */
final class Tally {
    private static final String[] COLUMNS = {"closed", "1xx", "2xx", "3xx", "4xx", "5xx"};

    private static final class Row {
        final long[] counts = new long[COLUMNS.length];
        long all;
        long slowestMillis;
    }

    private final Map<Kind, Row> rows = new EnumMap<>(Kind.class);

    private final Set<Operation> unseen;
    private String slowest = "";
    private long slowestMillis;

    /** @param operations that a run should reach */
    Tally(List<Operation> operations) {
        unseen = new LinkedHashSet<>(operations);
    }

    synchronized void count(Request request, int status, long millis) {
        var row = rows.computeIfAbsent(request.kind(), k -> new Row());
        if (status / 100 == 2 && request.operation() != null) {
            unseen.remove(request.operation());
        }
        if (millis > slowestMillis) {
            slowestMillis = millis;
            slowest = request.method() + " " + request.target();
        }
        row.all++;
        row.counts[status / 100]++;
        row.slowestMillis = Math.max(row.slowestMillis, millis);
    }

    @Override
    public synchronized String toString() {
        var table = new StringBuilder("| kind | requests | " + String.join(" | ", COLUMNS) + " | slowest, ms |\n|---|");
        table.append("---:|".repeat(COLUMNS.length + 2)).append('\n');
        rows.forEach((kind, row) -> {
            table.append("| ")
                    .append(kind.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                    .append(" | ")
                    .append(row.all);
            for (var count : row.counts) {
                table.append(" | ").append(count);
            }
            table.append(" | ").append(row.slowestMillis).append(" |\n");
        });
        return table + "\nThe slowest was " + slowest + ".\nNever answered 2xx: " + unseen + "\n";
    }
}
