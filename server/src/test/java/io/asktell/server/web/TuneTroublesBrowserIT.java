package io.asktell.server.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.asktell.server.http.ServerRig.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.asktell.reference.ReferenceModelOptions;
import io.asktell.reference.ReferenceModelServer;
import io.asktell.server.http.ServerRig;
import io.asktell.server.http.TuneRig;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What goes wrong when somebody tunes a model, and what the web UI says then. */
final class TuneTroublesBrowserIT {
    private static ReferenceModelServer model;
    private static ServerRig server;
    private static TuneRig rig;
    private static String suite;

    @BeforeAll
    static void start() {
        model = ReferenceModelServer.start(
                ReferenceModelOptions.defaults().withSeed(1).withLatency(Duration.ofMillis(100), Duration.ZERO));
        server = ServerRig.start("ASKTELL_EMBEDDED_WORKERS", "2", "TUNES_PER_HOUR", "4");
        rig = new TuneRig(server).model("lexical-1", model.baseUri());
        ok(
                200,
                server.call(
                        "PUT",
                        TuneRig.MODELS + "/narrow",
                        "{'provider':'of-lexical-1','wire_name':'lexical-1','generation_schema':"
                                + "{'temperature':{'type':'float','min':0,'max':1,'default':1}}}"));
        ok(
                200,
                server.call(
                        "PUT", TuneRig.PROVIDERS + "/gone", "{'protocol':'openai','base_url':'http://127.0.0.1:9'}"));
        ok(200, server.call("PUT", TuneRig.MODELS + "/lost", "{'provider':'gone'}"));
        suite = rig.suite(TuneRig.SMALL_SUITE);
    }

    @AfterAll
    static void stop() {
        server.close();
        model.close();
    }

    private static Visitor atNewTune(String chosen) {
        var visitor = Visitor.of(server.uri("/"))
                .signIn()
                .go("#/new-tune?suite=" + suite)
                .sees("New tune");
        visitor.page
                .locator("label.model-card", new Page.LocatorOptions().setHasText(chosen))
                .click();
        assertThat(visitor.page.locator("[data-param-name=temperature]")).isVisible();
        return visitor;
    }

    private static Locator parameter(Visitor visitor, String name) {
        return visitor.page
                .locator("[data-param-name=" + name + "]")
                .getByRole(AriaRole.CHECKBOX)
                .first();
    }

    private static String start(String more) {
        return rig.start("{'suite_id':'" + suite + "'," + more + "}");
    }

    @Test
    void searchSpaceOfNothing_keepsTheStartDisabled_andSaysWhy() {
        try (var visitor = atNewTune("lexical-1")) {
            parameter(visitor, "temperature").uncheck();
            parameter(visitor, "tool_choice").uncheck();

            assertThat(visitor.page.locator("#why-not")).containsText("Switch on at least one parameter");
            assertThat(visitor.button("Start tuning")).isDisabled();
            parameter(visitor, "temperature").check();
            visitor.fills("temperature, Min", "1").fills("temperature, Max", "0");
            assertThat(visitor.button("Start tuning")).isDisabled();
            visitor.fills("temperature, Max", "2");
            assertThat(visitor.button("Start tuning")).isEnabled();
            visitor.hasNoComplaint();
        }
    }

    @Test
    void valueAModelDoesNotTake_isInTheMatrixBefore_andAmongTheAdjustmentsAfterwards() {
        try (var visitor = atNewTune("narrow")) {
            parameter(visitor, "tool_choice").uncheck();
            visitor.fills("temperature, Min", "0").fills("temperature, Max", "2");
            assertThat(visitor.page.locator("main")).containsText("clamped");

            String job = start("'models':['narrow'],'optimization_mode':'grid','search_space':{'temperature':[0.5,2]}");
            rig.awaitEnd(job);
            visitor.go("#/tunes/" + job + "/combos/0-1").sees("Adjustments");

            var adjustments = visitor.page.getByLabel("Adjustments").last();
            assertThat(adjustments).containsText("temperature");
            assertThat(adjustments).containsText("clamped");
            assertThat(adjustments).containsText("2");
            visitor.hasNoComplaint();
        }
    }

    @Test
    void tuneWhoseEveryCallFails_endsAsFailed_withTheProvidersReason() {
        String job = start("'models':['lost'],'optimization_mode':'grid','search_space':{'temperature':[0,1]}");
        try (var visitor = Visitor.of(server.uri("/")).signIn().go("#/tunes/" + job)) {
            var trouble = visitor.page
                    .getByRole(AriaRole.ALERT, new Page.GetByRoleOptions())
                    .filter(new Locator.FilterOptions().setHasText("Tuning failed"))
                    .first();

            trouble.waitFor(new Locator.WaitForOptions().setTimeout(120_000));

            assertThat(trouble).containsText("nothing answers at 127.0.0.1:9");
            visitor.hasNoComplaint();
        }
    }

    @Test
    void cancel_endsTheRun_andKeepsWhatWasEvaluated() {
        String job = start("'models':['lexical-1'],'optimization_mode':'grid','repeats':5,"
                + "'search_space':{'temperature':{'min':0,'max':2,'step':0.02}}");
        try (var visitor = Visitor.of(server.uri("/")).signIn().go("#/tunes/" + job)) {
            rig.await(job, tune -> tune.get("completed_combos").asInt() >= 1);

            visitor.clicks("Cancel").clicks("Cancel the tune");

            assertThat(visitor.page.locator("section[aria-label=Progress]")).containsText("Canceled");
            assertThat(visitor.page.getByRole(AriaRole.TABLE)).containsText("complete");
            assertThat(rig.find(job).get("status").asText()).isEqualTo("canceled");
            visitor.hasNoComplaint();
        }
    }

    @Test
    void tooManyTunes_areRefused_andWhatWasEnteredStays() {
        try (var few = ServerRig.start("TUNES_PER_HOUR", "1")) {
            var other = new TuneRig(few).model("lexical-1", model.baseUri());
            String small = other.suite(TuneRig.SMALL_SUITE);
            other.start("{'suite_id':'" + small
                    + "','models':['lexical-1'],'optimization_mode':'grid','search_space':{'temperature':[0]}}");
            try (var visitor = Visitor.of(few.uri("/")).signIn().go("#/new-tune?suite=" + small)) {
                visitor.page.locator("label.model-card").click();
                assertThat(visitor.button("Start tuning")).isEnabled();

                visitor.clicks("Start tuning");

                assertThat(visitor.page.getByRole(AriaRole.ALERT)).containsText("Too many tunes just now");
                assertThat(visitor.button("Start tuning")).isVisible();
                visitor.forgive("^429 POST /api/tool-eval/param-tune$").hasNoComplaint();
            }
        }
    }
}
