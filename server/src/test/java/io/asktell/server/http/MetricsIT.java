package io.asktell.server.http;

import static io.asktell.server.http.ServerRig.STUDIES;
import static io.asktell.server.http.ServerRig.ok;
import static io.asktell.server.http.ServerRig.trial;
import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.server.http.ScriptedTarget.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code /metrics} says is what happened, in a form that any scraper reads, and the manual lists all of it. */
final class MetricsIT {
    private static final Path MANUAL = Path.of("..", "docs", "operations.md");

    /** A line of the manual's table: name, kind, labels. */
    private static final Pattern ROW =
            Pattern.compile("\\| `(asktell_\\w+)` \\| (\\w+) \\| ([^|]*) \\| ([^|]*) \\| [^|]+ \\|");

    private static ServerRig rig;

    @BeforeAll
    static void start() {
        rig = ServerRig.start("ASKTELL_EMBEDDED_WORKERS", "1");
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    void asksTellsAndReports_areCountedOnce() {
        rig.study("counted", "");
        var before = read();

        ok(200, rig.post(STUDIES + "/counted/trials/suggest", "{'count':3,'worker':'metrics-1'}"));
        ok(200, rig.post(trial("counted", 0) + "/heartbeat"));
        ok(200, rig.post(trial("counted", 0) + "/report", "{'step':1,'value':0.5}"));
        for (int twice = 0; twice < 2; twice++) {
            ok(200, rig.post(trial("counted", 0) + "/complete", "{'values':[1]}"));
        }
        ok(200, rig.post(trial("counted", 1) + "/fail", "{'reason':'none'}"));

        var after = read();
        assertThat(grown(before, after, "asktell_asks_total", "sampler=\"random\",origin=\"model\""))
                .isEqualTo(3);
        assertThat(grown(before, after, "asktell_reports_total", "kind=\"heartbeat\""))
                .isEqualTo(1);
        assertThat(grown(before, after, "asktell_reports_total", "kind=\"values\""))
                .isEqualTo(1);
        assertThat(grown(before, after, "asktell_tells_total", "state=\"complete\""))
                .isEqualTo(1);
        assertThat(grown(before, after, "asktell_tells_total", "state=\"fail\""))
                .isEqualTo(1);
        double transactions = grown(before, after, "asktell_transaction_seconds_count", "");
        assertThat(transactions).isBetween(6.0, 20.0);
        assertThat(grown(before, after, "asktell_commit_seconds_count", "")).isEqualTo(transactions);
        assertThat(grown(before, after, "asktell_batch_commands_count", "")).isEqualTo(transactions);
        assertThat(grown(before, after, "asktell_commit_seconds_sum", ""))
                .isPositive()
                .isLessThan(grown(before, after, "asktell_transaction_seconds_sum", ""));
        assertThat(grown(before, after, "asktell_history_hits_total", "")).isPositive();
        assertThat(after.sum("asktell_workers_alive")).isBetween(1.0, 4.0);
    }

    @Test
    void leaseThatRunsOut_isCounted() {
        rig.study("late", ",'lease_seconds':60,'max_attempts':1");
        var given = rig.ask("late");
        var before = read();

        rig.expireLease(given.at("/lease/token").textValue());
        while (!ok(200, rig.get(trial("late", 0))).get("state").asText().equals("FAIL")) {
            Thread.onSpinWait();
        }

        assertThat(grown(before, read(), "asktell_leases_expired_total", "outcome=\"failed\""))
                .isEqualTo(1);
    }

    @Test
    void callsOfEmbeddedWorkers_areCountedWithTheirRetries() {
        try (var target =
                new ScriptedTarget(n -> n == 0 ? Reply.refusal(500, "not now").retryAfter(0) : Reply.TEXT)) {
            var tunes = new TuneRig(rig).model("metered", target.baseUri());
            var suite = tunes.suite(TuneRig.SMALL_SUITE);

            tunes.awaitEnd(
                    tunes.start(
                            "{'suite_id':'" + suite
                                    + "','models':['metered'],'search_space':{'temperature':[0.1]},'optimization_mode':'grid','repeats':1}"));

            var after = read();
            var provider = "provider=\"of-metered\"";
            double answered = after.sum("asktell_provider_calls_total", provider + ",outcome=\"answered\"");
            assertThat(answered).isGreaterThanOrEqualTo(2);
            assertThat(after.sum("asktell_provider_calls_total", provider + ",outcome=\"failed\""))
                    .isEqualTo(1);
            assertThat(after.sum("asktell_provider_retries_total", provider)).isEqualTo(1);
            assertThat(after.sum("asktell_provider_call_duration_seconds_count", provider))
                    .isEqualTo(answered + 1);
        }
    }

    @Test
    void routes_areTemplates_andUnknownOnesShareALabel() {
        for (int i = 0; i < 5; i++) {
            rig.get(STUDIES + "/no-" + i);
            rig.get("/nowhere/" + i);
        }

        var requests = "asktell_http_requests_total";
        assertThat(read().sum(requests, "route=\"" + STUDIES + "/{name}\",status=\"404\""))
                .isGreaterThanOrEqualTo(5);
        assertThat(read().sum(requests, "route=\"unmatched\",status=\"404\"")).isGreaterThanOrEqualTo(5);
        assertThat(read().sum(requests, "no-")).isZero();
        assertThat(read().sum("asktell_http_requests_under_way")).isGreaterThanOrEqualTo(1);
    }

    @Test
    void manual_listsEveryMetric() throws IOException {
        var text = read();
        Map<String, String> told = new TreeMap<>();
        text.families().forEach((name, family) -> told.put(name, family.type()));

        Map<String, String> listed = new TreeMap<>();
        Map<String, Set<String>> labels = new TreeMap<>();
        for (Matcher row = ROW.matcher(Files.readString(MANUAL)); row.find(); ) {
            listed.put(row.group(1), row.group(2));
            Set<String> names = new LinkedHashSet<>();
            Pattern.compile("`(\\w+)`").matcher(row.group(4)).results().forEach(name -> names.add(name.group(1)));
            labels.put(row.group(1), names);
            assertThat(row.group(3)).as("unit of %s", row.group(1)).isNotBlank();
        }

        assertThat(listed).isEqualTo(told);
        text.families().forEach((name, family) -> {
            if (!family.labels().isEmpty()) {
                assertThat(labels.get(name)).as(name).isEqualTo(family.labels());
            }
        });
    }

    private static double grown(PrometheusText before, PrometheusText after, String name, String labels) {
        return after.sum(name, labels) - before.sum(name, labels);
    }

    private static PrometheusText read() {
        return PrometheusText.of(rig.get("/metrics").body());
    }
}
