package io.asktell.server.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.asktell.server.http.ServerRig.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.asktell.server.http.ServerRig;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A study of 20,000 trials in the web UI. */
final class StudyBrowserIT {
    private static final int MANY = 20_000;

    /** Compressed, and without the library of the plots. */
    private static final int LIGHT = 300_000;

    private static ServerRig server;

    @BeforeAll
    static void start() {
        server = ServerRig.start();
        ok(
                201,
                server.send(server.request("/v1/tuner/studies/import")
                        .header("Content-Type", "application/jsonl")
                        .POST(BodyPublishers.ofString(many()))));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Values fall with the distance of x from 0.5; the best trial of all is the 12,345th. */
    private static String many() {
        var random = new Random(1);
        var file = new StringBuilder(
                "{'study':{'format':1,'definition':{'name':'many','direction':'minimize','sampler':'tpe',"
                        + "'pruner':'none','search_space':[{'type':'float','name':'x','low':0,'high':1},"
                        + "{'type':'float','name':'y','low':0,'high':1}]}}}\n");
        for (int n = 0; n < MANY; n++) {
            double x = n == 12_345 ? 0.5 : random.nextDouble();
            double value = n == 12_345 ? 0 : 0.001 + Math.abs(x - 0.5) + 0.01 * random.nextDouble();
            file.append(String.format(
                    Locale.ROOT,
                    "{'trial':{'trial_id':%d,'state':'COMPLETE','values':[%s],'params':{'x':%s,'y':%s},'worker':'w%d',"
                            + "'datetime_start':'2026-01-01T00:00:00Z','datetime_complete':'2026-01-01T00:00:01Z'}}%n",
                    n,
                    value,
                    x,
                    random.nextDouble(),
                    n % 4));
        }
        return file.toString().replace('\'', '"');
    }

    private static Locator plot(Visitor visitor, String heading) {
        return visitor.page
                .locator("plot-chart")
                .filter(new Locator.FilterOptions().setHasText(heading))
                .first();
    }

    @Test
    void study_showsItsHistoryAndImportance_andNothingIsSentWhole() {
        try (var visitor = Visitor.of(server.uri("/")).signIn()) {
            List<Response> answers = new ArrayList<>();
            visitor.page.onResponse(response -> {
                if (response.url().contains("/v1/tuner/studies/many")
                        && !response.url().contains("/events")) { // a stream, which does not end
                    answers.add(response);
                }
            });

            visitor.go("#/studies/many").sees("many");

            assertThat(plot(visitor, "History").locator(".plot-canvas canvas").first())
                    .isVisible();
            assertThat(plot(visitor, "Importance")
                            .locator(".plot-canvas canvas")
                            .first())
                    .isVisible();
            assertThat(visitor.page.locator(".tiles")).containsText("20,000");
            assertThat(visitor.page.locator(".tiles")).containsText("Trial 12345");
            assertThat(answers.stream()
                            .mapToLong(answer -> answer.body().length)
                            .sum())
                    .isPositive()
                    .isLessThan(1_000_000);
            visitor.hasNoComplaint();
        }
    }

    @Test
    void plot_isSavedAsPictureAndAsData() {
        try (var visitor = Visitor.of(server.uri("/")).signIn().go("#/studies/many")) {
            var history = plot(visitor, "History");
            history.locator("canvas").first().waitFor();

            for (var kind : new String[] {"PNG", "SVG", "CSV"}) {
                var file = visitor.page.waitForDownload(() -> {
                    history.locator("summary").click();
                    history.getByText(kind, new Locator.GetByTextOptions().setExact(true))
                            .click();
                });
                assertThat(file.suggestedFilename()).endsWith("." + kind.toLowerCase(Locale.ROOT));
                assertThat(file.path()).isNotEmptyFile();
            }
            visitor.hasNoComplaint();
        }
    }

    /** As its letters do, on wide screens. */
    @Test
    void plot_growsWithThePage() {
        try (var visitor =
                Visitor.of(server.uri("/"), 3840, ColorScheme.LIGHT).signIn().go("#/studies/many")) {
            var drawing = plot(visitor, "History").locator(".plot-drawing");
            drawing.locator("canvas").first().waitFor();

            assertThat(measured(drawing, "e.offsetWidth")).isCloseTo(1.45, within(0.01));
            assertThat(measured(drawing, "e.parentElement.offsetWidth")).isCloseTo(1, within(0.01));

            visitor.page.setViewportSize(1280, 900);
            visitor.page.waitForCondition(() -> measured(drawing, "e.offsetWidth") == 1);
            assertThat(drawing.locator("canvas").first()).isVisible();
            visitor.hasNoComplaint();
        }
    }

    /** The width that is seen, in widths of another kind. */
    private static double measured(Locator place, String width) {
        return ((Number) place.evaluate("e => e.getBoundingClientRect().width / " + width)).doubleValue();
    }

    @Test
    void trials_areSortedFilteredAndPagedByTheServer_andEachViewHasAnAddress() {
        try (var visitor = Visitor.of(server.uri("/")).signIn().go("#/studies/many/trials")) {
            var table = visitor.page.getByRole(AriaRole.TABLE).first();
            assertThat(table).isVisible();

            visitor.page
                    .getByRole(AriaRole.COLUMNHEADER)
                    .getByText("Value")
                    .first()
                    .click();
            assertThat(visitor.page).hasURL(Pattern.compile("order="));
            visitor.page.reload();
            assertThat(table.getByRole(AriaRole.ROW).nth(1)).containsText("12345");
            visitor.clicks("Next");
            assertThat(visitor.page).hasURL(Pattern.compile("offset=50"));
            table.getByRole(AriaRole.LINK).first().click();

            assertThat(visitor.page.getByRole(AriaRole.HEADING).first()).containsText("rial");
            visitor.hasNoComplaint();
        }
    }

    @Test
    void brush_isEnteredAsNumbersToo_andIsInTheAddress() {
        try (var visitor = Visitor.of(server.uri("/")).signIn().go("#/studies/many/parameters?view=parallel")) {
            plot(visitor, "Parallel").locator("canvas").first().waitFor();
            visitor.page.getByText("Ranges as numbers").click();

            var from = visitor.page.getByLabel("x, from");
            from.fill("0.9");
            from.press("Tab");

            assertThat(visitor.page).hasURL(Pattern.compile("brush="));
            assertThat(visitor.page.getByRole(
                            AriaRole.HEADING,
                            new Page.GetByRoleOptions().setName(Pattern.compile("Brushed trials: [1-9]"))))
                    .isVisible();
            visitor.page.reload();
            assertThat(visitor.page.getByRole(
                            AriaRole.HEADING,
                            new Page.GetByRoleOptions().setName(Pattern.compile("Brushed trials: [1-9]"))))
                    .isVisible();
            visitor.clicks("Clear the brush");
            assertThat(visitor.page.getByLabel("x, from")).hasValue("");
            visitor.hasNoComplaint();
        }
    }

    @Test
    void pages_areLight() {
        try (var visitor = Visitor.of(server.uri("/")).signIn().go("#/studies/many")) {
            plot(visitor, "History").locator("canvas").first().waitFor();

            var weight = (Number) visitor.page.evaluate("""
                    performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))
                        .filter(one => !one.name.includes('/echarts/'))
                        .reduce((sum, one) => sum + one.encodedBodySize, 0)""");

            assertThat(weight.longValue()).isPositive().isLessThan(LIGHT);
        }
    }
}
