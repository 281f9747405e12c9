package io.asktell.server.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions;
import io.asktell.reference.ReferenceModelOptions;
import io.asktell.reference.ReferenceModelServer;
import io.asktell.server.http.ServerRig;
import io.asktell.server.http.TuneRig;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The web UI where servers are put up otherwise: several behind a balancer, or one that asks for no key. */
final class DeploymentsBrowserIT {
    private static ReferenceModelServer model;

    @BeforeAll
    static void start() {
        model = ReferenceModelServer.start(
                ReferenceModelOptions.defaults().withSeed(1).withLatency(Duration.ofMillis(50), Duration.ZERO));
    }

    @AfterAll
    static void stop() {
        model.close();
    }

    private static String startTune(ServerRig server) {
        var rig = new TuneRig(server).model("lexical-1", model.baseUri());
        return rig.start(
                "{'suite_id':'" + rig.suite(TuneRig.SMALL_SUITE) + "','models':['lexical-1'],"
                        + "'optimization_mode':'grid','repeats':3,'search_space':{'temperature':{'min':0,'max':2,'step':0.2}}}");
    }

    private static void watchToItsEnd(Visitor visitor, String job) {
        visitor.go("#/tunes/" + job);
        var progress = visitor.page.locator("section[aria-label=Progress]");
        assertThat(progress).containsText("live");
        assertThat(progress).containsText("completed", new LocatorAssertions.ContainsTextOptions().setTimeout(120_000));
        assertThat(visitor.page.locator(".best-card")).containsText("final");
        visitor.go("#/tunes");
        assertThat(visitor.page.locator("table")).containsText("completed");
        visitor.go("#/studies").sees("Studies");
        visitor.page.locator("main table tbody a").first().click();
        assertThat(visitor.page.locator("plot-chart canvas").first()).isVisible();
    }

    @Test
    void serversBehindABalancer_areOneServerToTheBrowser() throws Exception {
        try (var one = ServerRig.start("ASKTELL_EMBEDDED_WORKERS", "1");
                var other = one.again("ASKTELL_EMBEDDED_WORKERS", "1");
                var balancer = new Balancer(one.uri("/"), other.uri("/"));
                var visitor = Visitor.of(balancer.uri()).signIn()) {
            watchToItsEnd(visitor, startTune(one));

            visitor.hasNoComplaint();
            assertThat(balancer.connections(0)).isPositive();
            assertThat(balancer.connections(1)).isPositive();
        }
    }

    @Test
    void serverWithoutAuthentication_showsEverythingWithoutAKey() {
        try (var open = ServerRig.startOpen("ASKTELL_EMBEDDED_WORKERS", "2");
                var visitor = Visitor.of(open.uri("/")).go("")) {
            visitor.sees("Overview");

            watchToItsEnd(visitor, startTune(open));

            visitor.hasNoComplaint();
        }
    }
}
