package io.asktell.server.web;

import com.microsoft.playwright.Playwright;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * How long a new Chromium takes to show a study, in milliseconds from the navigation to the drawn history; once for each line of the
 * input, which is an address.
 */
public final class FirstViewBenchmark {
    /** By the page's own clock, for to ask the page takes time, too. */
    private static final String WATCH = """
            const look = () => {
              if (document.querySelector('.plot-canvas canvas')) window.drawn = performance.now();
              else requestAnimationFrame(look);
            };
            look();
            """;

    private FirstViewBenchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var addresses = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String address = addresses.readLine(); address != null; address = addresses.readLine()) {
            System.out.println(view(address));
        }
    }

    private static long view(String address) throws InterruptedException {
        try (var playwright = Playwright.create(Visitor.environment());
                var browser = playwright.chromium().launch(Visitor.launch())) {
            var page = browser.newPage();
            page.addInitScript(WATCH);
            TimeUnit.SECONDS.sleep(1); // the browser has its own start behind it
            page.navigate(address);
            page.locator(".plot-canvas canvas").first().waitFor();
            return Math.round(((Number) page.evaluate("() => window.drawn")).doubleValue());
        }
    }
}
