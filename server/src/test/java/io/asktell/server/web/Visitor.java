package io.asktell.server.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.asktell.server.http.HttpRig;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Somebody in front of the web UI, in headless Chromium: the system's where there is one, else one that Playwright downloads. Whatever the console complains of, a
 * broken content-security policy above all, and every answer of the server that is an error, counts as a defect unless it was {@link #forgive forgiven}.
 */
final class Visitor implements AutoCloseable {
    private static final List<String> CHROMIUMS = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/usr/bin/google-chrome-stable");

    private final Playwright playwright;
    private final Browser browser;
    private final URI server;
    private final List<String> complaints = new ArrayList<>();
    final Page page;

    private Visitor(URI server, int width, ColorScheme scheme) {
        this.server = server;
        playwright = Playwright.create(environment());
        browser = playwright.chromium().launch(launch());
        page = browser.newPage(new Browser.NewPageOptions()
                .setViewportSize(width, 900)
                .setColorScheme(scheme)
                .setAcceptDownloads(true));
        page.setDefaultTimeout(30_000);
        page.onConsoleMessage(this::heard);
        page.onPageError(error -> complaints.add("error " + error));
        page.onResponse(response -> {
            if (response.status() >= 400) {
                complaints.add(response.status() + " " + response.request().method() + " "
                        + URI.create(response.url()).getPath());
            }
        });
    }

    static Visitor of(URI server) {
        return new Visitor(server, 1280, ColorScheme.LIGHT);
    }

    static Visitor of(URI server, int width, ColorScheme scheme) {
        return new Visitor(server, width, scheme);
    }

    static Playwright.CreateOptions environment() {
        return new Playwright.CreateOptions()
                .setEnv(chromium().isPresent() ? Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1") : Map.of());
    }

    static BrowserType.LaunchOptions launch() {
        var options = new BrowserType.LaunchOptions().setArgs(List.of("--no-sandbox", "--disable-gpu"));
        chromium().ifPresent(options::setExecutablePath);
        return options;
    }

    private static Optional<Path> chromium() {
        return Stream.concat(Stream.ofNullable(System.getenv("CHROMIUM")), CHROMIUMS.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The browser repeats every failed request on the console; those are heard of as answers. */
    private void heard(ConsoleMessage message) {
        if (List.of("error", "warning").contains(message.type())
                && !message.text().startsWith("Failed to load resource")) {
            complaints.add(message.type() + " " + message.text());
        }
    }

    /** Goes to an address of the UI, {@code #/studies}. */
    Visitor go(String address) {
        page.navigate(server.resolve("/") + address);
        return this;
    }

    Visitor signIn() {
        go("");
        page.getByLabel("API key").fill(HttpRig.ADMIN);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        sees("Overview");
        return this;
    }

    /** Waits for a heading. */
    Visitor sees(String heading) {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(heading))
                        .first())
                .isVisible();
        return this;
    }

    Visitor clicks(String button) {
        button(button).click();
        return this;
    }

    Locator button(String name) {
        return page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .first();
    }

    Visitor follows(String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link).setExact(true))
                .first()
                .click();
        return this;
    }

    Visitor fills(String label, String value) {
        page.getByLabel(label).first().fill(value);
        return this;
    }

    /** Complaints that a test provokes on purpose are none. */
    Visitor forgive(String pattern) {
        var expected = Pattern.compile(pattern);
        complaints.removeIf(complaint -> expected.matcher(complaint).find());
        return this;
    }

    Visitor hasNoComplaint() {
        assertThat(complaints).isEmpty();
        return this;
    }

    /** What axe finds serious or critical in the page as it is now: rule, and the elements it holds against. */
    List<String> barriers() {
        page.evaluate(axe());
        @SuppressWarnings("unchecked") // what the expression below makes
        var found = (List<String>) page.evaluate("""
                async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})).violations
                    .filter(v => ['serious', 'critical'].includes(v.impact))
                    .map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' ' + (n.any[0]?.message ?? '')).join(' | '))""");
        return found;
    }

    private static String axe() {
        try (var script = Visitor.class.getResourceAsStream("/axe.min.js")) {
            if (script == null) {
                throw new AssertionError("axe.min.js is not on the class path");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether the page is wider than the window, which nobody likes on a telephone. */
    boolean overflows() {
        return (Boolean)
                page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1");
    }

    @Override
    public void close() {
        playwright.close();
    }
}
