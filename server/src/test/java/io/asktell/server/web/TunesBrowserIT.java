package io.asktell.server.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import io.asktell.reference.ReferenceModelOptions;
import io.asktell.reference.ReferenceModelServer;
import io.asktell.server.http.ServerRig;
import io.asktell.server.http.TuneRig;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tunes in the web UI: made by form, watched, looked into. */
final class TunesBrowserIT {
    private static final LocatorAssertions.ContainsTextOptions LONG =
            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

    private static ServerRig server;
    private static ReferenceModelServer target;
    private static TuneRig rig;
    private static String suite;

    @BeforeAll
    static void start() {
        server = ServerRig.start("ASKTELL_EMBEDDED_WORKERS", "1");
        target = ReferenceModelServer.start(
                ReferenceModelOptions.defaults().withSeed(1).withLatency(Duration.ofMillis(50), Duration.ZERO));
        rig = new TuneRig(server)
                .model("lexical", target.baseUri())
                .model("absent", URI.create("http://127.0.0.1:9/v1"));
        suite = rig.suite(TuneRig.SMALL_SUITE);
    }

    @AfterAll
    static void stop() {
        target.close();
        server.close();
    }

    private static Locator progress(Visitor visitor) {
        return visitor.page.getByLabel("Progress", new Page.GetByLabelOptions().setExact(true));
    }

    @Test
    void journey_fromASuiteToTheBestConfiguration() {
        try (var visitor = Visitor.of(server.uri("/")).signIn().go("#/new-tune")) {
            visitor.sees("New tune");
            assertThat(visitor.button("Start tuning")).isDisabled();
            assertThat(visitor.page.locator("#why-not")).containsText("Choose a suite.");
            visitor.page.getByLabel("Evaluate against").selectOption(suite);
            visitor.page.locator("label.model-card", new Page.LocatorOptions().setHasText("lexical")).click();
            visitor.page.locator("label.mode", new Page.LocatorOptions().setHasText("Grid")).click();
            visitor.fills("temperature, Max", "3");
            visitor.fills("temperature, Step", "");
            assertThat(visitor.page.locator("#why-not")).containsText("a grid needs a step");
            visitor.fills("temperature, Step", "1");
            assertThat(visitor.page.getByLabel("Compatibility of parameters and models")).containsText("clamped");
            assertThat(visitor.button("Start tuning")).isEnabled();

            visitor.page.reload();
            assertThat(visitor.page.getByLabel("temperature, Max")).hasValue("3");
            visitor.clicks("Start tuning");

            visitor.sees("small");
            assertThat(progress(visitor)).containsText("completed", LONG);
            assertThat(visitor.page.locator(".best-card")).containsText("cases passed");
            visitor.follows("Case by case");
            assertThat(visitor.page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Cases").setExact(true))).isVisible();
            assertThat(visitor.page.locator(".case")).hasCount(2);
            visitor.hasNoComplaint();
        }
    }

    @Test
    void cancel_keepsWhatWasEvaluated() {
        var job = rig.start("{'suite_id':'" + suite + "','models':['lexical'],'optimization_mode':'random','n_trials':400,"
                + "'search_space':{'temperature':{'min':0,'max':2}}}");
        try (var visitor = Visitor.of(server.uri("/")).signIn().go("#/tunes/" + job)) {
            assertThat(visitor.page.locator(".best-card")).containsText("so far", LONG);
            visitor.clicks("Cancel");
            visitor.clicks("Cancel the tune");

            assertThat(progress(visitor)).containsText("canceled");
            assertThat(visitor.page.locator("data-table tbody tr").first()).isVisible();
            visitor.hasNoComplaint();
        }
    }

    @Test
    void tuneThatFailed_tellsTheProvidersReason() {
        var job = rig.start("{'suite_id':'" + suite + "','models':['absent'],'optimization_mode':'grid','search_space':{'temperature':[0]}}");
        rig.awaitEnd(job);
        try (var visitor = Visitor.of(server.uri("/")).signIn().go("#/tunes/" + job)) {
            assertThat(progress(visitor)).containsText("Tuning failed");
            assertThat(progress(visitor)).containsText("cannot reach the provider");
            assertThat(progress(visitor).innerText()).doesNotContain("java.");
            visitor.hasNoComplaint();
        }
    }

    @ParameterizedTest
    @CsvSource({"1280, LIGHT", "360, DARK"})
    void everyScreen_isForEverybody(int width, ColorScheme scheme) {
        var job = rig.start("{'suite_id':'" + suite + "','models':['lexical'],'optimization_mode':'bayesian','n_trials':6,'seed':1,"
                + "'search_space':{'temperature':{'min':0,'max':2},'tool_choice':['auto','required'],'thinking_budget':[1,2]}}");
        rig.awaitEnd(job);
        var best = rig.find(job).at("/best/combo_id").asText();
        try (var visitor = Visitor.of(server.uri("/"), width, scheme).signIn()) {
            Map<String, Object> defects = new TreeMap<>();
            for (var screen : List.of(
                    "#/tunes",
                    "#/tunes?status=failed&mode=grid&model=lexical",
                    "#/new-tune?from=" + job,
                    "#/tunes/" + job,
                    "#/tunes/" + job + "/combinations?order=-temperature",
                    "#/tunes/" + job + "/parameters",
                    "#/tunes/" + job + "/judge",
                    "#/tunes/" + job + "/details",
                    "#/tunes/" + job + "/combos/" + best,
                    "#/compare-results?a=" + job + "-0-0&b=" + job + "-0-1")) {
                visitor.go(screen);
                visitor.page.waitForLoadState(LoadState.NETWORKIDLE);
                visitor.page.locator("main h1").first().waitFor();
                var barriers = visitor.barriers();
                if (!barriers.isEmpty()) {
                    defects.put(screen, barriers);
                }
                if (visitor.overflows()) {
                    defects.put(screen + " ", "is wider than the window");
                }
            }

            assertThat(defects).isEmpty();
            visitor.forgive("^404 GET /api/tool-eval/param-tune/" + job + "/judge").hasNoComplaint();
        }
    }
}
