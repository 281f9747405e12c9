package io.asktell.server.web;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.asktell.server.Ports;
import io.asktell.server.http.ServerRig;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How long a new Chromium takes to show a large study: from the address to the drawn history, with a server at work and one just started. */
public final class FirstViewBenchmark {
    private static final int PARAMETERS = 10;
    private static final int VIEWS = 5;
    private static final int STARTS = 3;
    private static final int SECONDS_AFTER_START = 10;

    private FirstViewBenchmark() {}

    /** @param arguments how many trials */
    public static void main(String[] arguments) throws Exception {
        int trials = Integer.parseInt(arguments[0]);
        int port = Ports.free();
        var rig = ServerRig.ofProcesses(port);
        System.out.println("| server | until the history is drawn (ms) |\n|---|---|");
        served(rig, port, () -> {
            rig.send(rig.request("/v1/tuner/studies/import")
                    .header("Content-Type", "application/jsonl")
                    .POST(BodyPublishers.ofString(file(trials))));
            var views = IntStream.range(0, VIEWS).mapToObj(n -> view(rig)).collect(Collectors.joining(", "));
            System.out.println("| at work | " + views + " |");
            return null;
        });
        for (int n = 0; n < STARTS; n++) {
            served(rig, port, () -> {
                TimeUnit.SECONDS.sleep(SECONDS_AFTER_START);
                System.out.println("| " + SECONDS_AFTER_START + " s after its start | " + view(rig) + " |");
                return null;
            });
        }
        System.exit(0); // its PostgreSQL ends with it
    }

    /** While a new process serves. */
    private static void served(ServerRig rig, int port, Callable<@Nullable Void> work) throws Exception {
        var server = rig.process("PORT", Integer.toString(port), "AUTH_ENABLED", "false");
        try {
            work.call();
        } finally {
            server.close();
        }
    }

    private static String view(ServerRig rig) {
        try (var visitor = Visitor.of(rig.uri("/"))) {
            long begin = System.nanoTime();
            visitor.go("#/studies/large");
            visitor.page
                    .locator(".plot-canvas canvas")
                    .first()
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.VISIBLE));
            return Long.toString((System.nanoTime() - begin) / 1_000_000);
        }
    }

    private static String file(int trials) {
        var random = new Random(1);
        var file = new StringBuilder("{'study':{'format':1,'definition':{'name':'large','direction':'minimize',"
                + "'sampler':'tpe','pruner':'none','search_space':["
                + IntStream.range(0, PARAMETERS)
                        .mapToObj(i -> "{'type':'float','name':'x" + i + "','low':0,'high':1}")
                        .collect(Collectors.joining(","))
                + "]}}}\n");
        for (int n = 0; n < trials; n++) {
            file.append(String.format(
                    Locale.ROOT,
                    "{'trial':{'trial_id':%d,'state':'COMPLETE','values':[%.4f],'worker':'w%d','params':{%s},"
                            + "'datetime_start':'2026-01-01T00:00:00Z','datetime_complete':'2026-01-01T00:00:01Z'}}%n",
                    n,
                    random.nextDouble(),
                    n % 8,
                    IntStream.range(0, PARAMETERS)
                            .mapToObj(i -> String.format(Locale.ROOT, "'x%d':%.4f", i, random.nextDouble()))
                            .collect(Collectors.joining(","))));
        }
        return file.toString().replace('\'', '"');
    }
}
