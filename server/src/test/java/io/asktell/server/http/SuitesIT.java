package io.asktell.server.http;

import static io.asktell.server.http.HttpRig.json;
import static io.asktell.server.http.ServerRig.header;
import static io.asktell.server.http.ServerRig.names;
import static io.asktell.server.http.ServerRig.ok;
import static io.asktell.server.http.ServerRig.refusal;
import static io.asktell.server.http.TuneRig.SMALL_SUITE;
import static io.asktell.server.http.TuneRig.SUITES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.Json;
import io.asktell.tooleval.SampleSuite;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Suites over the whole server: made, imported, changed, exported, scored. */
final class SuitesIT {
    private static final String QUESTION = """
            {"id":"simple_%d","question":[[{"role":"user","content":"What is the weather in %s?"}]],"function":[{"name":"weather.get",\
            "description":"Get the weather.","parameters":{"type":"dict","properties":{"city":{"type":"string","description":"The city."},\
            "days":{"type":"integer","description":"How many."}},"required":["city"]}}]}
            """;
    private static final String ANSWER = """
            {"id":"simple_%d","ground_truth":[{"weather.get":{"city":["%s"],"days":["",1]}}]}
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

    private static HttpResponse<String> bfcl(String query, String questions, String answers) {
        ObjectNode body = Json.mapper().createObjectNode().put("name", "bfcl").put("questions", questions);
        if (answers != null) {
            body.put("answers", answers);
        }
        return server.send(HttpRig.posting(server.request(SUITES + "/import?format=bfcl" + query), body.toString()));
    }

    @Test
    void suite_isMade_listedAndFound() {
        var made = ok(201, server.post(SUITES, SMALL_SUITE));
        var path = SUITES + "/" + made.get("suite_id").asText();

        var found = server.get(path);

        assertThat(ok(200, found)).isEqualTo(made);
        assertThat(names(made)).startsWith("id", "suite_id", "version", "name", "matching", "tools", "cases");
        assertThat(made.get("version").asInt()).isEqualTo(1);
        assertThat(made.get("matching").asText()).isEqualTo("strict");
        assertThat(made.at("/cases/0/expected_calls/0/arguments/city/0").asText())
                .isEqualTo("Oslo");
        var listed = server.get(SUITES + "?limit=1000");
        assertThat(listed.body()).contains(made.get("suite_id").asText());
        assertThat(names(ok(200, listed).get(0)))
                .containsExactly("id", "suite_id", "version", "name", "tools", "cases", "created_at", "updated_at");
        assertThat(Integer.parseInt(header(listed, "X-Total-Count")))
                .isEqualTo(json(listed).size());
    }

    @Test
    void suite_unchanged_isNotSentAgain() {
        var path = SUITES + "/" + rig.suite(SMALL_SUITE);
        var tag = header(server.get(path), "ETag");

        var again = server.send(server.request(path).header("If-None-Match", tag));
        ok(200, server.call("PUT", path, SMALL_SUITE.replace("'small'", "'changed'")));
        var changed = server.send(server.request(path).header("If-None-Match", tag));

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(ok(200, changed).get("name").asText()).isEqualTo("changed");
        assertThat(header(changed, "ETag")).isNotEmpty().isNotEqualTo(tag);
    }

    @Test
    void suite_changed_isANewVersion_andTheOldOneStays() {
        var path = SUITES + "/" + rig.suite(SMALL_SUITE);

        var second = ok(200, server.call("PUT", path, SMALL_SUITE.replace("'small'", "'second'")));

        assertThat(second.get("version").asInt()).isEqualTo(2);
        assertThat(ok(200, server.get(path)).get("name").asText()).isEqualTo("second");
        assertThat(ok(200, server.get(path + "?version=1")).get("name").asText())
                .isEqualTo("small");
        assertThat(refusal(server.get(path + "?version=3"))).isEqualTo("404 suite_not_found");
        assertThat(refusal(server.get(path + "?version=one"))).isEqualTo("400 malformed_query");
    }

    @Test
    void suite_asGetAnswersIt_mayBeSentBack() {
        var made = ok(201, server.post(SUITES, SMALL_SUITE));
        var path = SUITES + "/" + made.get("suite_id").asText();

        var again = ok(200, server.call("PUT", path, made.toString()));

        assertThat(again.get("version").asInt()).isEqualTo(2);
        assertThat(again.get("cases")).isEqualTo(made.get("cases"));
    }

    @Test
    void suite_changedMeanwhile_isNotOverwritten_byWhoSaysWhatTheyChanged() {
        var path = SUITES + "/" + rig.suite(SMALL_SUITE);
        var first = header(server.get(path), "ETag");

        var mine = putIf(path, first);
        var yours = putIf(path, first);

        assertThat(ok(200, mine).get("version").asInt()).isEqualTo(2);
        assertThat(refusal(yours)).isEqualTo("409 suite_changed");
        assertThat(refusal(putIf(path, "\"another.2\""))).isEqualTo("400 malformed_header");
        assertThat(ok(200, putIf(path, "*")).get("version").asInt()).isEqualTo(3);
    }

    private static HttpResponse<String> putIf(String path, String tag) {
        return server.send(server.request(path)
                .header("Content-Type", "application/json")
                .header("If-Match", tag)
                .PUT(HttpRequest.BodyPublishers.ofString(SMALL_SUITE.replace('\'', '"'))));
    }

    @Test
    void check_saysWhatIsWrong_andKeepsNothing() {
        var before = header(server.get(SUITES + "?limit=1"), "X-Total-Count");

        var good = ok(200, server.post(SUITES + "/check", SMALL_SUITE));
        var bad = server.post(SUITES + "/check", "{'name': 'bad', 'tools': [], 'cases': [{'id': 'a'}]}");

        assertThat(good.get("cases").asInt()).isPositive();
        assertThat(refusal(bad)).startsWith("422 invalid");
        assertThat(bad.body()).contains("cases[0]");
        assertThat(header(server.get(SUITES + "?limit=1"), "X-Total-Count")).isEqualTo(before);
    }

    @Test
    void export_isTakenBackEqual() {
        var first = rig.sampleSuite();
        var exported = ok(200, server.get(SUITES + "/" + first + "/export?format=asktell"));

        var imported = ok(201, server.send(HttpRig.posting(server.request(SUITES + "/import"), exported.toString())));

        assertThat(names(imported)).containsExactly("suite_id", "name", "tools", "cases", "skipped");
        assertThat(imported.get("cases").asInt())
                .isEqualTo(SampleSuite.load().cases().size());
        assertThat(imported.get("skipped")).isEmpty();
        assertThat(ok(200, server.get(SUITES + "/" + imported.get("suite_id").asText() + "/export")))
                .isEqualTo(exported);
        assertThat(refusal(server.get(SUITES + "/" + first + "/export?format=yaml")))
                .isEqualTo("400 malformed_query");
    }

    @Test
    void delete_isForGood() {
        var path = SUITES + "/" + rig.suite(SMALL_SUITE);

        assertThat(server.delete(path).statusCode()).isEqualTo(204);

        assertThat(refusal(server.get(path))).isEqualTo("404 suite_not_found");
        assertThat(refusal(server.delete(path))).isEqualTo("404 suite_not_found");
        assertThat(refusal(server.call("PUT", path, SMALL_SUITE))).isEqualTo("404 suite_not_found");
        assertThat(refusal(server.get(path + "/export"))).isEqualTo("404 suite_not_found");
        assertThat(refusal(server.post(path + "/score", "{'responses':[{'case_id':'call'}]}")))
                .isEqualTo("404 suite_not_found");
    }

    @Test
    void delete_ofASuiteThatATuneRunsOn_isRefused_andSoIsThatOfItsModel() {
        rig.model("in-use", URI.create("http://127.0.0.1:9/v1"));
        var suite = rig.suite(SMALL_SUITE);
        var job = rig.start("{'suite_id':'" + suite
                + "','models':['in-use'],'optimization_mode':'grid','search_space':{'temperature':[0,1]}}");

        assertThat(refusal(server.delete(SUITES + "/" + suite))).isEqualTo("409 suite_in_use");
        assertThat(refusal(server.delete(TuneRig.MODELS + "/in-use"))).isEqualTo("409 model_in_use");

        ok(200, server.post(TuneRig.TUNES + "/" + job + "/cancel"));
        assertThat(server.delete(SUITES + "/" + suite).statusCode()).isEqualTo(204);
        assertThat(server.delete(TuneRig.MODELS + "/in-use").statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                                          | name,cases",
                "[]                                                                          | body",
                "{'name':'a','cases':[]}                                                     | cases",
                "{'name':'a','tools':[],'cases':[]}                                          | cases",
                "{'name':'a','cases':[{'prompt':'b','expected_calls':[]}]}                   | cases[0].id",
                "{'name':'a','cases':[{'id':'b','expected_calls':[]}]}                       | cases[0].prompt",
                "{'name':'a','cases':[{'id':'b','prompt':'c'}]}                              | cases[0].expected_calls",
                "{'name':'a','cases':[{'id':'b','prompt':'c','expected_calls':[{'name':'d'}]}]} | cases[0].expected_calls[0].name",
                "{'name':'a','cases':[{'id':'b','prompt':'c','expected_calls':[],'weight':0}]}  | cases[0].weight",
                "{'name':'a','matching':'loose','cases':[{'id':'b','prompt':'c','expected_calls':[]}]} | matching",
                "{'name':'a','colour':1,'cases':[{'id':'b','prompt':'c','expected_calls':[]}]}  | colour",
                "{'name':'a\\u0000','cases':[{'id':'b','prompt':'c','expected_calls':[]}]}   | name",
            })
    void suite_ofNonsense_isNamed_andNotKept(String body, String fields) {
        var before = json(server.get(SUITES + "?limit=1000"));

        assertThat(refusal(server.post(SUITES, body))).isEqualTo("422 invalid " + fields);
        assertThat(refusal(server.post(SUITES + "/import", body))).isEqualTo("422 invalid " + fields);

        assertThat(json(server.get(SUITES + "?limit=1000"))).isEqualTo(before);
    }

    @Test
    void suite_thatIsNoJson_isMalformed_andOneOfTwoMebibytesIsTaken() {
        assertThat(refusal(server.post(SUITES, "{'name':"))).isEqualTo("400 malformed_json");
        assertThat(refusal(server.post(SUITES, ""))).isEqualTo("400 malformed_json");
        var cases = new StringBuilder();
        for (int i = 0; i < 4000; i++) {
            cases.append(i == 0 ? "" : ",").append("{'id':'c").append(i).append("','prompt':'");
            cases.append("word ".repeat(100)).append("','expected_calls':[]}");
        }

        var made = server.post(SUITES, "{'name':'large','cases':[" + cases + "]}");

        assertThat(ok(201, made).get("cases")).hasSize(4000);
    }

    @Test
    void bfclImport_withAnswers_takesEveryEntry() {
        var imported = bfcl(
                "",
                QUESTION.formatted(0, "Oslo") + QUESTION.formatted(1, "Rome"),
                ANSWER.formatted(0, "Oslo") + ANSWER.formatted(1, "Rome"));

        assertThat(ok(201, imported).get("cases").asInt()).isEqualTo(2);
        assertThat(json(imported).get("skipped")).isEmpty();
        var suite =
                ok(200, server.get(SUITES + "/" + json(imported).get("suite_id").asText()));
        assertThat(suite.get("matching").asText()).isEqualTo("bfcl");
        assertThat(suite.at("/cases/0/id").asText()).isEqualTo("simple_0");
        assertThat(suite.at("/cases/1/expected_calls/0/name").asText()).isEqualTo("weather.get");
        var score = score(
                suite,
                "{'responses':[{'case_id':'simple_0','calls':[{'name':'weather.get','arguments':{'city':'oslo'}}]},"
                        + "{'case_id':'simple_1','calls':[{'name':'weather.get','arguments':{'city':'Paris'}}]}]}");
        assertThat(score.get("passed").asInt()).isEqualTo(1);
    }

    @Test
    void bfclImport_thatWouldLeaveOutEntries_namesThem_unlessPartialIsAskedFor() {
        var questions = QUESTION.formatted(0, "Oslo") + QUESTION.formatted(1, "Rome") + "{\"id\":\"odd\"}\nnonsense\n";
        var answers = ANSWER.formatted(0, "Oslo");
        var before = json(server.get(SUITES + "?limit=1000"));

        var refused = bfcl("", questions, answers);
        assertThat(json(server.get(SUITES + "?limit=1000"))).isEqualTo(before);
        var partial = ok(201, bfcl("&partial=true", questions, answers));

        assertThat(refusal(refused)).startsWith("422 invalid ");
        assertThat(json(refused).get("errors").findValuesAsText("field"))
                .contains("questions.simple_1", "questions.odd")
                .hasSize(3);
        assertThat(partial.get("cases").asInt()).isEqualTo(1);
        assertThat(partial.get("skipped").findValuesAsText("entry"))
                .contains("simple_1", "odd")
                .hasSize(3);
        assertThat(partial.at("/skipped/0/reason").asText()).isNotBlank();
    }

    @Test
    void bfclImport_ofNothingThatCanBeTaken_isInvalid_partialOrNot() {
        assertThat(refusal(bfcl("&partial=true", "", null))).isEqualTo("422 invalid questions");
        assertThat(refusal(bfcl("&partial=true", QUESTION.formatted(0, "Oslo"), null)))
                .isEqualTo("422 invalid questions.simple_0");
        assertThat(refusal(bfcl("&partial=maybe", "", null))).isEqualTo("400 malformed_query");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "bfcl    | {}                                                  | 422 invalid name,questions",
                "bfcl    | {'name':'','questions':'a'}                         | 422 invalid name",
                "bfcl    | {'name':'a','questions':['b']}                      | 422 invalid questions",
                "bfcl    | {'name':'a','questions':'b','colour':'red'}         | 422 invalid colour",
                "mcp     | {}                                                  | 422 invalid name,tools",
                "mcp     | {'name':'a','tools':[]}                             | 422 invalid tools",
                "mcp     | {'suite_id':'suite_x','tools':[{'name':'a','inputSchema':{'type':'object'}}]} | 404 suite_not_found",
                "csv     | {'name':'a'}                                        | 400 malformed_query",
            })
    void import_ofNonsense_isNamed(String format, String body, String refusal) {
        assertThat(refusal(server.post(SUITES + "/import?format=" + format, body)))
                .isEqualTo(refusal);
    }

    @Test
    void mcpImport_makesASuite_orGivesOneMoreTools() {
        var list = "{'result':{'tools':[{'name':'read','inputSchema':{'type':'object'}}]}}";

        var made = ok(201, server.post(SUITES + "/import?format=mcp", "{'name':'files','tools':" + list + "}"));
        var path = SUITES + "/" + rig.suite(SMALL_SUITE);
        var id = path.substring(path.lastIndexOf('/') + 1);
        var merged =
                ok(201, server.post(SUITES + "/import?format=mcp", "{'suite_id':'" + id + "','tools':" + list + "}"));

        assertThat(made.get("tools").asInt()).isEqualTo(1);
        assertThat(made.get("cases").asInt()).isZero();
        assertThat(merged.get("suite_id").asText()).isEqualTo(id);
        assertThat(merged.get("tools").asInt()).isEqualTo(2);
        var suite = ok(200, server.get(path));
        assertThat(suite.get("version").asInt()).isEqualTo(2);
        assertThat(suite.at("/tools/1/function/name").asText()).isEqualTo("read");
        assertThat(refusal(server.post(
                        SUITES + "/import?format=mcp", "{'name':'a','tools':{'tools':[{'name':'x','vendor':1}]}}")))
                .isEqualTo("422 invalid tools.x");
        assertThat(refusal(server.post(
                        TuneRig.TUNES,
                        "{'suite_id':'" + made.get("suite_id").asText() + "','models':[],'search_space':{}}")))
                .contains("suite_id");
    }

    @Test
    void creation_repeatedWithItsKey_makesOneSuite() {
        var total = header(server.get(SUITES), "X-Total-Count");
        var body = SMALL_SUITE.replace('\'', '"');

        var first = server.send(HttpRig.posting(server.request(SUITES), body).header("Idempotency-Key", "s1"));
        var again = server.send(HttpRig.posting(server.request(SUITES), body).header("Idempotency-Key", "s1"));

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(Integer.parseInt(header(server.get(SUITES), "X-Total-Count")))
                .isEqualTo(Integer.parseInt(total) + 1);
    }

    @Test
    void scopes_areHeldTo() {
        var reader = server.key("tool-eval:read");
        var worker = server.key("worker");
        var suite = rig.suite(SMALL_SUITE);

        assertThat(server.send(server.as(reader, SUITES)).statusCode()).isEqualTo(200);
        assertThat(server.send(server.as(worker, SUITES + "/" + suite)).statusCode())
                .isEqualTo(200);
        assertThat(refusal(server.send(server.as(worker, SUITES)))).isEqualTo("403 scope_missing");
        assertThat(refusal(server.send(HttpRig.posting(server.as(reader, SUITES), "{}"))))
                .isEqualTo("403 scope_missing");
        assertThat(refusal(server.send(server.as(reader, SUITES + "/" + suite).DELETE())))
                .isEqualTo("403 scope_missing");
    }

    private static JsonNode score(JsonNode suite, String responses) {
        return ok(200, server.post(SUITES + "/" + suite.get("suite_id").asText() + "/score", responses));
    }
}
