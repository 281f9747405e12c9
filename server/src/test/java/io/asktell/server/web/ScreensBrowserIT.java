package io.asktell.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import io.asktell.reference.ReferenceModelOptions;
import io.asktell.reference.ReferenceModelServer;
import io.asktell.server.http.ServerRig;
import io.asktell.server.http.TuneRig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every screen, wide and light or narrow and dark: nothing on the console, no serious barrier, nothing wider than the window. */
final class ScreensBrowserIT {
    private static ReferenceModelServer model;
    private static ServerRig server;
    private static List<String> screens;

    @BeforeAll
    static void start() {
        model = ReferenceModelServer.start(ReferenceModelOptions.defaults().withSeed(1));
        server = ServerRig.start("ASKTELL_EMBEDDED_WORKERS", "2");
        var rig = new TuneRig(server).model("lexical-1", model.baseUri());
        var suite = rig.suite(TuneRig.SMALL_SUITE);
        var job = rig.start("{'suite_id':'" + suite + "','models':['lexical-1'],'optimization_mode':'grid',"
                + "'search_space':{'temperature':[0,1],'tool_choice':['auto','none']}}");
        server.study("one", "");
        server.tell("one", "0.5");
        server.tell("one", "0.7");
        server.post(
                "/v1/tuner/studies",
                "{'name':'two','direction':['maximize','minimize'],'sampler':'random','search_space':"
                        + "[{'type':'float','name':'x','low':0,'high':1},{'type':'categorical','name':'kind','choices':['a','b']}]}");
        server.tell("two", "[0.5, 1]");
        server.tell("two", "[0.7, 2]");
        server.post(
                "/v1/tuner/studies",
                "{'name':'other terms','sampler':'random','search_space':{'u':{'type':'uniform','min':0,'max':1},"
                        + "'l':{'type':'loguniform','min':0.1,'max':1},'r':{'type':'randint','min':0,'max':3},"
                        + "'i':{'type':'int','min':0,'max':3},'c':{'type':'choice','values':['a','b']}}}");
        server.tell("other%20terms", "0.5");
        server.tell("other%20terms", "0.7");
        rig.awaitEnd(job);
        screens = List.of(
                "#/",
                "#/studies",
                "#/new-study",
                "#/new-study?as=json",
                "#/compare-studies?studies=one",
                "#/studies/one",
                "#/studies/one/parameters",
                "#/studies/one/trials",
                "#/studies/one/intermediate",
                "#/studies/one/timeline",
                "#/studies/one/details",
                "#/studies/two",
                "#/studies/two/parameters?view=parallel",
                "#/studies/two/pareto",
                "#/studies/one/trials/0",
                "#/studies/other%20terms/parameters",
                "#/studies/other%20terms/parameters?view=parallel",
                "#/studies/other%20terms/trials",
                "#/studies/other%20terms/details",
                "#/studies/other%20terms/trials/0",
                "#/new-study?from=other%20terms",
                "#/tunes",
                "#/new-tune",
                "#/tunes/" + job,
                "#/tunes/" + job + "/combinations",
                "#/tunes/" + job + "/parameters",
                "#/tunes/" + job + "/judge",
                "#/tunes/" + job + "/details",
                "#/tunes/" + job + "/combos/0-0",
                "#/compare-results",
                "#/suites",
                "#/import-suite",
                "#/suites/" + suite,
                "#/suites/" + suite + "?tab=tools",
                "#/suites/" + suite + "?tab=settings",
                "#/suites/" + suite + "/cases/call",
                "#/suites/" + suite + "/new-case",
                "#/models",
                "#/models/lexical-1",
                "#/models/lexical-1/profiles",
                "#/models/lexical-1/playground",
                "#/models/lexical-1/statistics",
                "#/compare-parameters",
                "#/jobs",
                "#/new-job",
                "#/providers",
                "#/keys",
                "#/no-such-page");
    }

    @AfterAll
    static void stop() {
        server.close();
        model.close();
    }

    @ParameterizedTest
    @CsvSource({"1280, LIGHT", "360, DARK"})
    void everyScreen_isForEverybody(int width, ColorScheme scheme) {
        try (var visitor = Visitor.of(server.uri("/"), width, scheme).signIn()) {
            Map<String, Object> defects = new TreeMap<>();
            for (var screen : screens) {
                visitor.go(screen);
                visitor.page.waitForLoadState(LoadState.NETWORKIDLE);
                visitor.page.locator("main h1, main h2").first().waitFor();
                var barriers = visitor.barriers();
                if (!barriers.isEmpty()) {
                    defects.put(screen, barriers);
                }
                if (visitor.overflows()) {
                    defects.put(screen + " ", "is wider than the window");
                }
            }

            assertThat(defects).isEmpty();
            visitor.hasNoComplaint();
        }
    }
}
