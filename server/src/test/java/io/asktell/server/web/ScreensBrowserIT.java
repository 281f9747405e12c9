package io.asktell.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
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
    private static ServerRig server;
    private static List<String> screens;

    @BeforeAll
    static void start() {
        server = ServerRig.start();
        var suite = new TuneRig(server).suite(TuneRig.SMALL_SUITE);
        screens = List.of(
                "#/",
                "#/suites",
                "#/import-suite",
                "#/suites/" + suite,
                "#/suites/" + suite + "?tab=tools",
                "#/suites/" + suite + "?tab=settings",
                "#/suites/" + suite + "/cases/call",
                "#/jobs",
                "#/no-such-page");
    }

    @AfterAll
    static void stop() {
        server.close();
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
