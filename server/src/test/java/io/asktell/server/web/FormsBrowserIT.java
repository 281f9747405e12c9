package io.asktell.server.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.asktell.reference.ReferenceModelOptions;
import io.asktell.reference.ReferenceModelServer;
import io.asktell.server.http.ServerRig;
import io.asktell.server.http.TuneRig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every form in a dialog: what the server refuses is told where it was entered, nothing that was entered is lost, and what it takes is there afterwards. */
final class FormsBrowserIT {
    private static ReferenceModelServer model;
    private static ServerRig server;
    private static String job;
    private Visitor visitor;

    @BeforeAll
    static void startServer() {
        model = ReferenceModelServer.start(ReferenceModelOptions.defaults().withSeed(1));
        server = ServerRig.start("ASKTELL_EMBEDDED_WORKERS", "2");
        var rig = new TuneRig(server).model("lexical-1", model.baseUri());
        job = rig.start("{'suite_id':'" + rig.suite(TuneRig.SMALL_SUITE) + "','models':['lexical-1'],"
                + "'optimization_mode':'grid','search_space':{'temperature':[0,1]}}");
        server.study("forms", "");
        rig.awaitEnd(job);
    }

    @AfterAll
    static void stopServer() {
        server.close();
        model.close();
    }

    @BeforeEach
    void signIn() {
        visitor = Visitor.of(server.uri("/")).signIn();
    }

    @AfterEach
    void leave() {
        visitor.close();
    }

    private Locator dialog() {
        return visitor.page.getByRole(AriaRole.DIALOG);
    }

    private Locator field(String label) {
        return dialog().getByLabel(label).first();
    }

    private void send(String button) {
        dialog().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions()
                        .setName(button)
                        .setExact(true))
                .click();
    }

    /** The control is marked, says why in words that mention {@code what}, and still holds what was entered. */
    private void refused(String label, String entered, String what) {
        var control = field(label);
        assertThat(control).hasAttribute("aria-invalid", "true");
        assertThat(control).hasValue(entered);
        assertThat(dialog()).containsText(what);
        visitor.forgive("^4(09|22) ");
    }

    private void done() {
        assertThat(dialog()).hasCount(0);
        visitor.hasNoComplaint();
    }

    @Test
    void key() {
        visitor.go("#/keys").clicks("New key");
        field("Name").fill("machine 7");
        dialog().getByLabel("worker").check();
        field("Requests per minute").fill("often");
        send("Make the key");
        refused("Requests per minute", "often", "whole number");

        field("Requests per minute").fill("600");
        send("Make the key");

        assertThat(visitor.page.getByText("atk_").first()).isVisible();
        assertThat(visitor.page.getByText("machine 7").first()).isVisible();
        visitor.hasNoComplaint();
    }

    @Test
    void provider() {
        visitor.go("#/providers").clicks("Add a provider");
        field("Key").fill("elsewhere");
        field("Base URL").fill("ftp://models");
        send("Add");
        refused("Base URL", "ftp://models", "http");

        field("Base URL").fill(model.baseUri().toString());
        send("Add");

        assertThat(visitor.page.getByRole(AriaRole.TABLE)).containsText("elsewhere");
        done();
    }

    @Test
    void model() {
        visitor.go("#/models").clicks("Add a model");
        field("Name").fill("lexical-2");
        field("Price of input").fill("-1");
        send("Add");
        refused("Price of input", "-1", "0");

        field("Price of input").fill("0.5");
        field("Price of output").fill("1");
        send("Add");

        assertThat(visitor.page.getByText("lexical-2").first()).isVisible();
        done();
    }

    @Test
    void profile() {
        visitor.go("#/models/lexical-1");
        visitor.page.getByLabel("temperature").first().fill("0.3");
        visitor.clicks("Save as profile");
        field("Name").fill("n".repeat(300));
        send("Save");
        refused("Name", "n".repeat(300), "characters");

        field("Name").fill("cool");
        send("Save");
        done();
        visitor.go("#/tunes/" + job);
        send("Discard and leave"); // what was saved as a profile, but not as the model's values

        visitor.clicks("Save as profile");
        field("Name").fill("cool");
        send("Save");
        refused("Name", "cool", "cool");
        field("Name").fill("of the tune");
        send("Save");
        done();

        visitor.go("#/models/lexical-1/profiles");
        assertThat(visitor.page.getByText("of the tune").first()).isVisible();
    }

    @Test
    void judge() {
        visitor.go("#/tunes/" + job + "/judge").clicks("Have them judged");
        field("Criteria").fill("Names as in the prompt.");
        send("Judge");

        done();
    }

    @Test
    void preset() {
        visitor.go("#/new-tune?from=" + job).clicks("Save as");
        field("Name").fill("two temperatures");
        send("Save");
        done();
        assertThat(visitor.page.getByLabel("Preset")).containsText("two temperatures");

        visitor.clicks("Save as");
        field("Name").fill("two temperatures");
        assertThat(dialog()).containsText("replaced");
        send("Replace");
        done();
    }

    @Test
    void trialToEnqueue() {
        visitor.go("#/studies/forms").clicks("Enqueue a trial");
        field("x").fill("0.25");
        send("Enqueue");
        done();

        visitor.go("#/studies/forms/trials");
        assertThat(visitor.page.getByRole(AriaRole.TABLE).first()).containsText("0.25");
    }

    @Test
    void strategy() {
        visitor.go("#/studies/forms/details").clicks("Change");
        field("Sampler").selectOption("qmc");
        send("Save");
        done();

        assertThat(visitor.page.locator("main")).containsText("qmc");
        assertThat(server.get("/v1/tuner/studies/forms").body()).contains("qmc");
    }
}
