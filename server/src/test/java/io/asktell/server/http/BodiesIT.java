package io.asktell.server.http;

import static io.asktell.server.http.HttpRig.code;
import static io.asktell.server.http.HttpRig.json;
import static io.asktell.server.http.HttpRig.posting;
import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.server.TestPostgres;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the body and the query of every request: types, JSON, encodings, media types, sizes, pages. */
final class BodiesIT {
    private static HttpRig rig;

    record Part(String name, double low) {}

    record Probe(
            @Nullable String name,
            int count,
            @Nullable List<Part> parts,
            @Nullable Map<String, Object> more) {}

    @BeforeAll
    static void start() {
        rig = HttpRig.startOpen(
                TestPostgres.freshDatabase(),
                Route.get("/page", Scopes.PUBLIC, ctx -> ctx.json(RequestReader.page(ctx))),
                Route.post("/probe", Scopes.PUBLIC, ctx -> ctx.json(RequestReader.body(ctx, Probe.class)))
                        .takes(Probe.class),
                Route.post("/large", Scopes.PUBLIC, ctx -> ctx.json(RequestReader.body(ctx, Probe.class)))
                        .largeBody());
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    void body_ofWrongTypes_namesTheField() {
        assertThat(errors("{\"name\":\"a\",\"count\":\"5\"}")).startsWith("count must be a whole number");
        assertThat(errors("{\"count\":1.5}")).startsWith("count ");
        assertThat(errors("{\"count\":99999999999}")).startsWith("count ");
        assertThat(errors("{\"count\":null}")).isEqualTo("count is required");
        assertThat(errors("{\"count\":NaN}")).startsWith("count must be a finite number");
        assertThat(errors("{\"count\":1,\"name\":5}")).startsWith("name must be a string");
        assertThat(errors("{\"count\":1,\"parts\":{}}")).isEqualTo("parts must be a list");
        assertThat(errors("{\"count\":1,\"parts\":[{\"name\":\"a\",\"low\":1},{\"low\":\"x\"}]}"))
                .startsWith("parts[1].low must be a number");
        assertThat(errors("{\"count\":1,\"parts\":[3]}")).startsWith("parts[0] must be an object");
        assertThat(errors("[]")).isEqualTo("body must be an object");
        assertThat(errors("null")).startsWith("body must be ");
        assertThat(errors("{\"count\":1,\"more\":[]}")).isEqualTo("more must be an object");
    }

    @Test
    void body_withNumbersNoDoubleHolds_namesThem() {
        assertThat(errors("{\"count\":1,\"more\":{\"x\":[1,-1e999]}}")).startsWith("more.x[1] must be a finite number");
        assertThat(errors("{\"count\":1,\"parts\":[{\"low\":" + "9".repeat(309) + ".0}]}"))
                .startsWith("parts[0].low must be a finite number");
        assertThat(post("{\"count\":1,\"name\":\"1e999\",\"more\":{\"x\":1e308,\"y\":1e-999}}"))
                .startsWith("200");
    }

    @Test
    void body_withUnknownField_namesItAndThoseKnown() {
        assertThat(errors("{\"count\":1,\"parts\":[{\"low\":1,\"nam\":\"a\"}]}"))
                .isEqualTo("parts[0].nam is unknown; known are low, name");
    }

    @Test
    void body_withNulOrHalfPair_isInvalid() {
        assertThat(errors("{\"count\":1,\"name\":\"a\\u0000b\"}")).isEqualTo("name must not contain the NUL character");
        assertThat(errors("{\"count\":1,\"more\":{\"x\":[1,{\"y\":\"\\u0000\"}]}}"))
                .isEqualTo("more.x[1].y must not contain the NUL character");
        assertThat(errors("{\"count\":1,\"name\":\"\\ud800\"}"))
                .isEqualTo("name must not contain half a surrogate pair");
        assertThat(post("{\"count\":1,\"name\":\"\\ud83d\\ude00 \\\\u0000\"}")).startsWith("200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "{",
                "{\"count\":1,}",
                "{'count':1}",
                "{\"count\":01}",
                "{\"count\":1} x",
                "{\"count\":1}{}",
                "{\"count\":1,\"count\":2}",
                "\"abc",
                "{\"name\":\"\u0001\"}",
                "{count:1}",
                "// hi\n{}",
                "\uFEFF{}"
            })
    void body_thatIsNoJson_isMalformed(String body) {
        assertThat(post(body)).isEqualTo("400 malformed_json");
    }

    @Test
    void body_nestedTooDeep_isMalformed() {
        assertThat(post("{\"count\":1,\"more\":{\"a\":" + "[".repeat(97) + "]".repeat(97) + "}}"))
                .startsWith("200");
        assertThat(post("{\"count\":1,\"more\":{\"a\":" + "[".repeat(101) + "]".repeat(101) + "}}"))
                .isEqualTo("400 malformed_json");
        assertThat(post("{\"count\":1,\"more\":{\"a\":" + "[".repeat(100_000))).isEqualTo("400 malformed_json");
    }

    @Test
    void body_notUtf8_isMalformed() {
        for (var bytes : List.of(
                "{\"name\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1),
                "{\"count\":1}".getBytes(StandardCharsets.UTF_16),
                new byte[] {'"', (byte) 0xC0, (byte) 0xAF, '"'},
                new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'})) {
            var response = rig.send(rig.request("/probe")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(bytes)));

            assertThat(code(response)).isEqualTo("400 malformed_json");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, 200",
        "application/json; charset=UTF-8, 200",
        "application/merge-patch+json, 200",
        "text/plain, 415",
        "application/x-www-form-urlencoded, 415",
        "application/json; charset=utf-16, 415",
        "nonsense, 415",
    })
    void mediaType_otherThanJson_isUnsupported(String type, int status) {
        var response = rig.send(
                rig.request("/probe").header("Content-Type", type).POST(BodyPublishers.ofString("{\"count\":1}")));

        assertThat(response.statusCode()).isEqualTo(status);
        if (status == 415) {
            assertThat(code(response)).isEqualTo("415 unsupported_media_type");
        }
    }

    @Test
    void body_overTheLimit_isTooLarge_withLengthOrChunked() {
        var fits = padded((1 << 20));
        var over = padded((1 << 20) + 1);
        assertThat(post(fits)).startsWith("200");
        assertThat(post(over)).isEqualTo("413 too_large");
        assertThat(chunked("/probe", fits)).startsWith("200");
        assertThat(chunked("/probe", over)).isEqualTo("413 too_large");
        assertThat(chunked("/probe", padded(3 << 20))).isEqualTo("413 too_large");
        assertThat(chunked("/large", padded(3 << 20))).startsWith("200");
        assertThat(chunked("/large", padded((32 << 20) + 1))).isEqualTo("413 too_large");
    }

    @ParameterizedTest
    @CsvSource({
        "'', '200 {\"limit\":100,\"offset\":0}'",
        "?limit=1000&offset=7, '200 {\"limit\":1000,\"offset\":7}'",
        "?limit=&other=1, '200 {\"limit\":100,\"offset\":0}'",
        "?limit=0, 422 invalid",
        "?limit=1001, 422 invalid",
        "?offset=-1, 422 invalid",
        "?limit=1%00, 400 malformed_query",
        "?limit=ten, 400 malformed_query",
        "?limit=99999999999999999999, 400 malformed_query",
    })
    void page_isReadFromTheQuery(String query, String expected) {
        var response = rig.get("/page" + query);

        assertThat(response.statusCode() == 200 ? "200 " + response.body() : code(response))
                .isEqualTo(expected);
    }

    private static String padded(int size) {
        var start = "{\"count\":1,\"name\":\"";
        return start + "x".repeat(size - start.length() - 2) + "\"}";
    }

    private static String post(String body) {
        var response = rig.send(posting(rig.request("/probe"), body));
        return response.statusCode() == 200 ? "200 " : code(response);
    }

    private static String chunked(String path, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var response = rig.send(rig.request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));
        return response.statusCode() == 200 ? "200 " : code(response);
    }

    /** The errors of a 422 as text. */
    private static String errors(String body) {
        var response = rig.send(posting(rig.request("/probe"), body));
        assertThat(code(response)).as(body).isEqualTo("422 invalid");
        var error = json(response).get("errors").get(0);
        return error.get("field").asText() + " " + error.get("message").asText();
    }
}
