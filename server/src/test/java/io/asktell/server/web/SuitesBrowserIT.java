package io.asktell.server.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.asktell.server.http.ServerRig;
import io.asktell.server.http.TuneRig;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Suites in the web UI: imported from files, looked at, changed. */
final class SuitesBrowserIT {
    private static final String QUESTION = """
            {"id":"simple_%d","question":[[{"role":"user","content":"What is the weather in %s?"}]],"function":[{"name":"weather.get","description":"Get the weather.",\
            "parameters":{"type":"dict","properties":{"city":{"type":"string","description":"The city."}},"required":["city"]}}]}
            """;
    private static final String ANSWER = """
            {"id":"simple_%d","ground_truth":[{"weather.get":{"city":["%s"]}}]}
            """;

    private static ServerRig server;
    private static TuneRig rig;

    @BeforeAll
    static void start() {
        server = ServerRig.start();
        rig = new TuneRig(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static FilePayload file(String name, String text) {
        return new FilePayload(name, "application/jsonl", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void bfclFiles_withAnEntryThatCannotBeTaken_areReportedEntryByEntry_andTheRestIsImported() {
        try (var visitor = Visitor.of(server.uri("/")).signIn().go("#/import-suite")) {
            visitor.page.locator("#files").setInputFiles(new FilePayload[] {
                file("weather.json", QUESTION.formatted(0, "Oslo") + QUESTION.formatted(1, "Rome")),
                file("weather_answers.json", ANSWER.formatted(0, "Oslo"))
            });
            visitor.fills("Name", "Weather").clicks("Import");

            assertThat(visitor.page.getByRole(AriaRole.ALERT)).containsText("1 entry cannot be taken");
            assertThat(visitor.page.getByRole(AriaRole.TABLE)).containsText("questions.simple_1");
            visitor.forgive("^422 POST /api/tool-eval/suites/import").clicks("Import the others");

            visitor.sees("Weather");
            assertThat(visitor.page.getByRole(AriaRole.TABLE)).containsText("What is the weather in Oslo?");
            visitor.hasNoComplaint();
        }
    }

    @Test
    void case_isCheckedWhileItIsWritten_andSavedAsANewVersion() {
        String suite = rig.suite(TuneRig.SMALL_SUITE);
        try (var visitor = Visitor.of(server.uri("/")).signIn().go("#/suites/" + suite + "/cases/none")) {
            visitor.sees("none");
            visitor.fills(
                    "JSON",
                    "{\"id\":\"none\",\"prompt\":\"Hello\",\"expected_calls\":[{\"name\":\"no_such_tool\",\"arguments\":{}}]}");
            assertThat(visitor.page.locator("#case-check")).containsText("expected_calls[0].name");
            assertThat(visitor.button("Save as version 2")).isDisabled();
            visitor.forgive("^422 POST /api/tool-eval/suites/check");

            visitor.fills("JSON", "{\"id\":\"none\",\"prompt\":\"Hello\",\"expected_calls\":[]}");
            assertThat(visitor.page.locator("#case-check")).containsText("This case is right.");
            visitor.clicks("Save as version 2");

            assertThat(visitor.button("Save as version 3")).isVisible();
            visitor.hasNoComplaint();
        }
        assertThat(server.get(TuneRig.SUITES + "/" + suite).body()).contains("\"prompt\":\"Hello\"", "\"version\":2");
    }
}
