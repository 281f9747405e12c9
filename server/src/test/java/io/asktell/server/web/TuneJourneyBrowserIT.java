package io.asktell.server.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.asktell.reference.ReferenceModelOptions;
import io.asktell.reference.ReferenceModelServer;
import io.asktell.server.http.ServerRig;
import io.asktell.server.http.TuneRig;
import io.asktell.tooleval.SampleSuite;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tuning a model from the door to a saved profile, as a person does it in the web UI, on a real server and the reference model. */
final class TuneJourneyBrowserIT {
    private static ReferenceModelServer model;

    @BeforeAll
    static void start() {
        model = ReferenceModelServer.start(
                ReferenceModelOptions.defaults().withSeed(1).withLatency(Duration.ofMillis(30), Duration.ZERO));
    }

    @AfterAll
    static void stop() {
        model.close();
    }

    private static ServerRig server() {
        return ServerRig.start("ASKTELL_EMBEDDED_WORKERS", "2");
    }

    private static Locator byText(Visitor visitor, String selector, String text) {
        return visitor.page
                .locator(selector, new Page.LocatorOptions().setHasText(text))
                .first();
    }

    @Test
    void signIn_import_configure_start_watch_inspect_saveAsProfile_history() {
        try (var server = server();
                var visitor = Visitor.of(server.uri("/"))) {
            var rig = new TuneRig(server).model("lexical-1", model.baseUri());
            visitor.signIn().go("#/import-suite");
            visitor.page
                    .locator("#files")
                    .setInputFiles(new FilePayload(
                            "sample.json",
                            "application/json",
                            SampleSuite.json().getBytes(StandardCharsets.UTF_8)));
            visitor.fills("Name", "Journey").clicks("Import").sees("Journey");

            visitor.follows("Tune on it").sees("New tune");
            assertThat(visitor.button("Start tuning")).isDisabled();
            assertThat(visitor.page.locator("#why-not")).containsText("Choose at least one model.");
            byText(visitor, "label.model-card", "lexical-1").click();
            visitor.page.getByRole(AriaRole.RADIO, named("Grid")).check();
            visitor.fills("temperature, Min", "0")
                    .fills("temperature, Max", "1")
                    .fills("temperature, Step", "0.5");
            assertThat(visitor.page.locator("aside .figures")).containsText("Combinations");
            visitor.page.reload();
            assertThat(visitor.page.getByLabel("temperature, Step")).hasValue("0.5");
            assertThat(visitor.button("Start tuning")).isEnabled();
            visitor.clicks("Start tuning");

            visitor.sees("Journey").sees("Best configuration");
            assertThat(byText(visitor, ".best-card", "final"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
            assertThat(byText(visitor, "section[aria-label=Progress]", "completed"))
                    .isVisible();
            var address = visitor.page.url();
            var job = address.substring(address.lastIndexOf('/') + 1);
            var temperatures = rig.combos(job).findValues("temperature").stream()
                    .map(value -> value.asDouble())
                    .distinct()
                    .toList();
            assertThat(temperatures).containsExactlyInAnyOrder(0.0, 0.5, 1.0);

            visitor.follows("Case by case").sees("Cases");
            assertThat(visitor.page.locator(".case-list > li"))
                    .hasCount(SampleSuite.load().cases().size());
            assertThat(visitor.page.locator(".case-list")).containsText("Expected");
            visitor.clicks("Save as profile").fills("Name", "careful");
            visitor.page.getByRole(AriaRole.DIALOG).getByText("Save", exactly()).click();
            assertThat(visitor.page.locator(".toasts")).containsText("Saved as profile careful");
            assertThat(server.get("/api/tool-eval/profiles").body()).contains("\"name\":\"careful\"");

            visitor.follows("Tunes").sees("Tunes");
            assertThat(visitor.page.getByRole(AriaRole.TABLE)).containsText("Journey");
            assertThat(visitor.page.getByRole(AriaRole.TABLE)).containsText("completed");
            visitor.hasNoComplaint();
        }
    }

    private static Page.GetByRoleOptions named(String beginning) {
        return new Page.GetByRoleOptions().setName(Pattern.compile("^" + beginning));
    }

    private static Locator.GetByTextOptions exactly() {
        return new Locator.GetByTextOptions().setExact(true);
    }

    @Test
    void restartOfTheServer_inMidTune_isRiddenOut_andThePageShowsTheSameAsHistory() {
        var slow = ReferenceModelServer.start(
                ReferenceModelOptions.defaults().withSeed(1).withLatency(Duration.ofMillis(150), Duration.ZERO));
        try (slow) {
            var first = server();
            var rig = new TuneRig(first).model("lexical-1", slow.baseUri());
            String job = rig.start(
                    "{'suite_id':'" + rig.suite(TuneRig.SMALL_SUITE) + "','models':['lexical-1'],"
                            + "'optimization_mode':'grid','repeats':3,'search_space':{'temperature':{'min':0,'max':2,'step':0.1}}}");
            int port = first.uri("/").getPort();
            try (var visitor = Visitor.of(first.uri("/")).signIn().go("#/tunes/" + job)) {
                assertThat(byText(visitor, "section[aria-label=Progress]", "live"))
                        .isVisible();
                rig.await(job, tune -> tune.get("completed_combos").asInt() >= 3);

                first.close();
                assertThat(byText(visitor, "section[aria-label=Progress]", "trying again"))
                        .isVisible();
                try (var second = first.again("PORT", Integer.toString(port), "ASKTELL_EMBEDDED_WORKERS", "2")) {
                    assertThat(byText(visitor, "section[aria-label=Progress]", "completed"))
                            .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(120_000));
                    var shown = visitor.page.locator(".best-card").innerText();
                    visitor.page.reload();
                    assertThat(visitor.page.locator(".best-card")).containsText("final");
                    assertThat(visitor.page.locator(".best-card"))
                            .hasText(shown, new LocatorAssertions.HasTextOptions().setUseInnerText(true));
                    assertThat(new TuneRig(second).combos(job)).hasSize(21);
                }
                visitor.forgive("WebSocket connection to .* failed").hasNoComplaint();
            }
        }
    }
}
