package io.asktell.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.server.TestPostgres;
import io.asktell.server.web.Assets;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The web UI's page and files, as they are sent. What they do is tested in a browser. */
final class WebIT {
    private static HttpRig rig;

    @BeforeAll
    static void start() throws Exception {
        rig = HttpRig.start(
                TestPostgres.freshDatabase(),
                Routes.web(new WebHandlers(new Assets(), true)).toArray(Route[]::new));
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    void page_needsNoCredential_andLoadsFilesOfThisServerOnly() {
        var page = rig.send(rig.request("/"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe"));
        assertThat(page.body())
                .contains("data-auth=\"on\"")
                .doesNotContain("<style", " style=", " onclick=", "http://", "https://", "${");
        var addresses = Pattern.compile("\"(/assets/[^\"]*[^/])\"")
                .matcher(page.body())
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(addresses).hasSizeGreaterThan(10);
        for (var address : addresses) {
            assertThat(rig.send(rig.request(address)).statusCode()).as(address).isEqualTo(200);
        }
    }

    @Test
    void everyModule_importsOnlyWhatIsThere() {
        var seen = new TreeSet<String>();
        follow("/assets/js/main.js", seen);
        Pattern.compile("page\\('\\w+', '[^']*', '[^']*', '(\\w+)', '([\\w-]+)'[,)]")
                .matcher(rig.send(rig.request("/assets/js/routes.js")).body())
                .results()
                .forEach(page -> follow("/assets/js/pages/" + page.group(1) + "/" + page.group(2) + ".js", seen));

        assertThat(seen).hasSizeGreaterThan(60).allMatch(module -> module.startsWith("/assets/js/"));
    }

    /** Else they would be fetched level by level. */
    @Test
    void page_preloadsWhatItsFirstModuleImports() {
        assertThat(rig.send(rig.request("/")).body())
                .contains(imports("/assets/js/main.js").stream()
                        .map(module -> "<link rel=\"modulepreload\" href=\"" + module + "\">")
                        .toArray(String[]::new));
    }

    @Test
    void module_namesAllThatItImports_butWhatThePageHasLoaded() {
        var studyPage = "/assets/js/pages/studies/study-page.js";
        var needed = imports(studyPage);
        needed.removeAll(imports("/assets/js/main.js"));

        var link = rig.send(rig.request(studyPage)).headers().firstValue("Link").orElseThrow();

        assertThat(link).hasSizeLessThanOrEqualTo(2_000);
        assertThat(Pattern.compile("<(/assets/js/[^>]*)>; rel=modulepreload")
                        .matcher(link)
                        .results()
                        .map(match -> match.group(1)))
                .containsExactlyInAnyOrderElementsOf(needed);
    }

    /** Of our own modules, those that it imports statically, directly or not. */
    private static Set<String> imports(String module) {
        var needed = new TreeSet<String>();
        follow(module, "(?:from|import) ?'(\\.[^'$]*)'", needed);
        needed.remove(module);
        assertThat(needed).hasSizeGreaterThan(5);
        return needed;
    }

    private static void follow(String module, Set<String> seen) {
        follow(module, "(?:from|import|import\\() ?'(\\.[^'$]*)'", seen);
    }

    private static void follow(String module, String imports, Set<String> seen) {
        if (!seen.add(module)) {
            return;
        }
        var answer = rig.send(rig.request(module));
        assertThat(answer.statusCode()).as(module).isEqualTo(200);
        Pattern.compile(imports)
                .matcher(answer.body())
                .results()
                .map((MatchResult match) ->
                        URI.create(module).resolve(match.group(1)).toString())
                .forEach(next -> follow(next, imports, seen));
    }

    @Test
    void page_saysThatAnOpenServerNeedsNoCredential() throws Exception {
        try (var open = HttpRig.startOpen(
                TestPostgres.freshDatabase(),
                Routes.web(new WebHandlers(new Assets(), false)).toArray(Route[]::new))) {
            assertThat(open.send(open.request("/")).body()).contains("data-auth=\"off\"");
        }
    }

    @Test
    void file_isNotSentAgain_toWhoHasIt() {
        var script = rig.send(rig.request("/assets/js/main.js"));
        var again = rig.send(rig.request("/assets/js/main.js")
                .header("If-None-Match", script.headers().firstValue("ETag").orElseThrow()));

        assertThat(script.headers().firstValue("Content-Type")).hasValue("text/javascript; charset=utf-8");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void file_isSentCompressed_toWhoTakesThat_andAsItIsToOthers() throws Exception {
        var address = "/assets/js/main.js";
        var plain = rig.send(rig.request(address));
        var packed = HttpClient.newHttpClient()
                .send(
                        rig.request(address).header("Accept-Encoding", "gzip").build(),
                        HttpResponse.BodyHandlers.ofByteArray());

        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(packed.headers().firstValue("Vary")).hasValue("Accept-Encoding");
        try (var content = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(plain.body());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/none.js",
                "/assets/index.html",
                "/assets/vendor/lit/0.0.0/index.js",
                "/assets/vendor/jquery/3.0.0/jquery.js",
                "/assets/vendor/none.js",
                "/assets/../logback.xml",
                "/assets/js/..%2f..%2flogback.xml",
                "/assets/js/%2e%2e/index.html"
            })
    void everythingElse_isNoFileOfTheUi(String path) {
        assertThat(rig.send(rig.request(path)).statusCode()).isIn(400, 404);
    }
}
