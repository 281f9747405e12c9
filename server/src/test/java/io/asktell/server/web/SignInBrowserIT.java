package io.asktell.server.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import io.asktell.server.http.HttpRig;
import io.asktell.server.http.ServerRig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The door of the web UI. */
final class SignInBrowserIT {
    private static ServerRig server;

    @BeforeAll
    static void start() {
        server = ServerRig.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void wrongKey_isRefusedWithTheReason_andTheRightOneLetsIn_andIsKeptNowhere() {
        try (var visitor = Visitor.of(server.uri("/"))) {
            visitor.go("#/suites").fills("API key", "atk_wrong_wrong");
            visitor.clicks("Sign in");
            assertThat(visitor.page.getByRole(AriaRole.ALERT)).containsText("credential");
            visitor.forgive("^401 POST /v1/auth/token").hasNoComplaint();

            visitor.fills("API key", HttpRig.ADMIN).clicks("Sign in");

            visitor.sees("Suites").hasNoComplaint();
            assertThat(visitor.page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})"))
                    .asString()
                    .doesNotContain(HttpRig.ADMIN);
            visitor.page.reload();
            visitor.sees("Suites").hasNoComplaint();
        }
    }

    @Test
    void signingOut_forgetsTheToken() {
        try (var visitor = Visitor.of(server.uri("/")).signIn()) {
            visitor.clicks("Sign out").sees("Sign in");

            assertThat(visitor.page.evaluate("localStorage.getItem('asktell-token')"))
                    .isNull();
            visitor.page.reload();
            visitor.sees("Sign in").hasNoComplaint();
        }
    }

    @Test
    void keyWithFewScopes_seesOnlyWhatItMayUse() {
        String key = server.key("tuner:read");
        try (var visitor = Visitor.of(server.uri("/")).go("")) {
            visitor.fills("API key", key).clicks("Sign in").sees("Overview");

            assertThat(visitor.page.getByRole(AriaRole.NAVIGATION).first()).containsText("Studies");
            assertThat(visitor.page.getByRole(AriaRole.NAVIGATION).first())
                    .not()
                    .containsText("Keys");
            assertThat(visitor.page.getByRole(AriaRole.NAVIGATION).first())
                    .not()
                    .containsText("Suites");
            visitor.hasNoComplaint();
        }
    }

    @Test
    void openServer_asksForNothing() {
        try (var open = ServerRig.startOpen();
                var visitor = Visitor.of(open.uri("/")).go("")) {
            visitor.sees("Overview").hasNoComplaint();
        }
    }
}
