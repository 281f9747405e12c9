package io.asktell.server.http;

import static io.asktell.server.http.HttpRig.json;
import static io.asktell.server.http.ServerRig.names;
import static io.asktell.server.http.ServerRig.ok;
import static io.asktell.server.http.ServerRig.refusal;
import static io.asktell.server.http.TuneRig.MODELS;
import static io.asktell.server.http.TuneRig.PROVIDERS;
import static io.asktell.server.http.TuneRig.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers, models and the values saved for models, over the whole server. */
final class ModelsIT {
    private static final String SECRET = "sk-never-to-be-shown-1234567890";
    private static final String OPENAI = "'protocol':'openai','base_url':'https://example.org/v1'";

    private static ServerRig server;

    @BeforeAll
    static void start() {
        server = ServerRig.start();
        put(PROVIDERS + "/kept", "{" + OPENAI + "}");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode put(String path, String json) {
        return ok(200, server.call("PUT", path, json));
    }

    @Test
    void provider_isKept_withoutEverShowingItsKey() {
        var made = server.call(
                "PUT",
                PROVIDERS + "/secret",
                "{" + OPENAI + ",'api_key':'" + SECRET + "','max_concurrency':3,'requests_per_minute':600}");

        assertThat(ok(200, made))
                .isEqualTo(
                        read(
                                "{'key':'secret','protocol':'openai','dialect':null,'base_url':'https://example.org/v1',"
                                        + "'has_api_key':true,'api_key_env':null,'max_concurrency':3,'requests_per_minute':600}"));
        assertThat(json(server.get(PROVIDERS + "/secret"))).isEqualTo(json(made));
        assertThat(made.body()
                        + server.get(PROVIDERS + "/secret").body()
                        + server.get(PROVIDERS).body())
                .doesNotContain(SECRET);
        assertThat(server.query("SELECT encode(api_key_sealed, 'escape') FROM provider WHERE key = 'secret'"))
                .isNotEmpty()
                .doesNotContain(SECRET);
    }

    @Test
    void providersKey_staysWhenAbsent_andIsForgottenWhenEmpty() {
        put(PROVIDERS + "/rekeyed", "{" + OPENAI + ",'api_key':'" + SECRET + "'}");

        var changed = put(PROVIDERS + "/rekeyed", "{'protocol':'vllm','base_url':'https://EXAMPLE.org/v2'}");
        var emptied =
                put(PROVIDERS + "/rekeyed", "{'protocol':'vllm','base_url':'http://127.0.0.1:8000','api_key':''}");

        assertThat(changed.get("has_api_key").asBoolean()).isTrue();
        assertThat(changed.get("protocol").asText()).isEqualTo("vllm");
        assertThat(emptied.get("has_api_key").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.net/v1", "http://example.org/v1", "https://example.org:8443/v1"})
    void providersKey_doesNotGoElsewhereWithTheAddress(String elsewhere) {
        put(PROVIDERS + "/stays", "{" + OPENAI + ",'api_key':'" + SECRET + "'}");

        var moved = server.call("PUT", PROVIDERS + "/stays", "{'protocol':'openai','base_url':'" + elsewhere + "'}");

        assertThat(refusal(moved)).isEqualTo("422 invalid api_key");
        assertThat(server.get(PROVIDERS + "/stays").body()).contains("https://example.org/v1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "bad  | {'base_url':'http://a/v1'}                                          | protocol",
                "bad  | {'protocol':'telepathy','base_url':'http://a/v1'}                   | protocol",
                "bad  | {'protocol':'openai','dialect':'cockney','base_url':'http://a/v1'}  | dialect",
                "bad  | {'protocol':'ollama','dialect':'mistral','base_url':'http://a/v1'}  | dialect",
                "bad  | {'protocol':'openai'}                                               | base_url",
                "bad  | {'protocol':'openai','base_url':'ftp://a/v1'}                       | base_url",
                "bad  | {'protocol':'openai','base_url':'http://user:word@a/v1'}            | base_url",
                "bad  | {'protocol':'openai','base_url':'http://a/v1?key=1'}                | base_url",
                "bad  | {'protocol':'openai','base_url':'not an address'}                   | base_url",
                "bad  | {'protocol':'openai','base_url':'http://a','api_key':'two words'}   | api_key",
                "bad  | {'protocol':'openai','base_url':'http://a','api_key_env':'1-A'}     | api_key_env",
                "bad  | {'protocol':'openai','base_url':'http://a','max_concurrency':0}     | max_concurrency",
                "bad  | {'protocol':'openai','base_url':'http://a','requests_per_minute':0} | requests_per_minute",
                "bad  | {'protocol':'openai','base_url':'http://a','colour':'red'}          | colour",
                "a%20b| {'protocol':'openai','base_url':'http://a'}                         | key",
                "bad  | {'base_url':5}                                                      | base_url",
                "bad  | {}                                                                  | protocol,base_url",
            })
    void provider_ofNonsense_isNamed_andNotKept(String key, String body, String fields) {
        assertThat(refusal(server.call("PUT", PROVIDERS + "/" + key, body))).isEqualTo("422 invalid " + fields);

        assertThat(refusal(server.get(PROVIDERS + "/" + key))).isEqualTo("404 provider_not_found");
    }

    @Test
    void delete_ofAProviderThatServesAModel_isRefused_untilTheModelIsGone() {
        put(PROVIDERS + "/busy", "{" + OPENAI + "}");
        put(MODELS + "/its-model", "{'provider':'busy'}");
        assertThat(refusal(server.delete(PROVIDERS + "/busy"))).isEqualTo("409 provider_in_use");

        assertThat(server.delete(MODELS + "/its-model").statusCode()).isEqualTo(204);

        assertThat(server.delete(PROVIDERS + "/busy").statusCode()).isEqualTo(204);
        assertThat(refusal(server.delete(PROVIDERS + "/busy"))).isEqualTo("404 provider_not_found");
    }

    @Test
    void model_isKept_underAnyName() {
        var name = "meta/llama-3.1:8b";
        var path = MODELS + "/meta%2Fllama-3.1%3A8b";

        var made = put(
                path,
                "{'provider':'kept','wire_name':'llama','display_name':'Llama','prices':{'input_per_million':1,'output_per_million':2.5},"
                        + "'generation_schema':{'temperature':{'type':'float','min':0,'max':1,'default':0.5}}}");

        assertThat(made)
                .isEqualTo(read("{'name':'" + name + "','provider':'kept','wire_name':'llama','display_name':'Llama',"
                        + "'generation_schema':{'temperature':{'type':'float','min':0,'max':1,'default':0.5}},"
                        + "'prices':{'input_per_million':1,'output_per_million':2.5}}"));
        assertThat(ok(200, server.get(path))).isEqualTo(made);
        assertThat(ok(200, server.get(MODELS))).contains(made);
        assertThat(server.delete(path).statusCode()).isEqualTo(204);
        assertThat(refusal(server.get(path))).isEqualTo("404 model_not_found");
        assertThat(refusal(server.delete(path))).isEqualTo("404 model_not_found");
    }

    @Test
    void models_arePaged() {
        for (var name : new String[] {"page-a", "page-b", "page-c"}) {
            put(MODELS + "/" + name, "{'provider':'kept'}");
        }

        var page = server.get(MODELS + "?limit=1&offset=1");

        assertThat(ok(200, page)).hasSize(1);
        assertThat(Integer.parseInt(ServerRig.header(page, "X-Total-Count")))
                .isEqualTo(ok(200, server.get(MODELS)).size())
                .isGreaterThanOrEqualTo(3);
        assertThat(refusal(server.get(MODELS + "?limit=0"))).isEqualTo("422 invalid limit");
        assertThat(refusal(server.get(PROVIDERS + "?offset=-1"))).isEqualTo("422 invalid offset");
        assertThat(refusal(server.get(PROVIDERS + "?limit=x"))).isEqualTo("400 malformed_query");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                                        | provider",
                "{'provider':'nobody'}                                                     | provider",
                "{'provider':'kept','wire_name':' '}                                       | wire_name",
                "{'provider':'kept','prices':{'input_per_million':1}}                      | prices.output_per_million,prices",
                "{'provider':'kept','prices':{'input_per_million':-1,'output_per_million':1}} | prices.input_per_million",
                "{'provider':'kept','generation_schema':{'t':{'type':'colour'}}}           | generation_schema.t.type",
                "{'provider':'kept','generation_schema':{'t':{'type':'float','min':2,'max':1}}} | generation_schema.t.min",
                "{'provider':'kept','generation_schema':{'t':{'type':'enum'}}}             | generation_schema.t.options",
                "{'provider':'kept','generation_schema':{'t':{'type':'int','default':0.5}}} | generation_schema.t.default",
                "{'provider':'kept','generation_schema':{'api_key':{'type':'int'}}}        | generation_schema.api_key",
                "{'provider':'kept','generation_schema':[]}                                | generation_schema",
                "{'provider':'kept','colour':'red'}                                        | colour",
            })
    void model_ofNonsense_isNamed_andNotKept(String body, String fields) {
        assertThat(refusal(server.call("PUT", MODELS + "/bad", body))).isEqualTo("422 invalid " + fields);

        assertThat(refusal(server.get(MODELS + "/bad"))).isEqualTo("404 model_not_found");
    }

    @ParameterizedTest
    @CsvSource({"llama3,1", "llama-3,1", "llama3%3Alatest,1", "llama-3.1-8b,1", "llama-30b,2", "anything,2"})
    void config_ofAModelNobodyRegistered_isTheDefault(String model, double most) {
        var config = ok(200, server.get(MODELS + "/" + model + "/config"));

        assertThat(names(config))
                .containsExactly(
                        "success",
                        "model_name",
                        "generation_schema",
                        "current_values",
                        "saved_values",
                        "schema_source",
                        "parameters");
        assertThat(config.get("saved_values")).isEmpty();
        assertThat(config.get("schema_source").asText()).isEqualTo("default");
        var schema = config.get("generation_schema");
        assertThat(names(schema)).containsExactly("temperature", "max_tokens", "top_p", "top_k", "repeat_penalty");
        assertThat(schema.at("/temperature/max").asDouble()).isEqualTo(most);
        assertThat(schema.at("/max_tokens/min").asInt()).isEqualTo(128);
        assertThat(config.get("current_values"))
                .isEqualTo(read("{'temperature':0.7,'max_tokens':2048,'top_p':0.9,'top_k':40,'repeat_penalty':1.1}"));
    }

    @Test
    void config_ofARegisteredModel_isTheRegistrys_andItsOwnPerParameter() {
        put(PROVIDERS + "/ollama", "{'protocol':'ollama','base_url':'http://127.0.0.1:11434'}");
        put(
                MODELS + "/own",
                "{'provider':'ollama','generation_schema':{'heat':{'type':'float','min':0,'max':9,'default':4},"
                        + "'temperature':{'type':'float','min':0,'max':0.5,'default':0.25},'top_k':{'type':'int','state':'rejected'}}}");

        var config = ok(200, server.get(MODELS + "/own/config"));

        var schema = config.get("generation_schema");
        assertThat(names(schema)).contains("heat", "num_ctx", "max_tokens").doesNotContain("top_k", "tool_choice");
        assertThat(schema.at("/temperature/max").asDouble()).isEqualTo(0.5);
        assertThat(schema.at("/max_tokens/wire_name").asText()).isEqualTo("options.num_predict");
        assertThat(config.at("/current_values/heat").asInt()).isEqualTo(4);
        assertThat(config.get("schema_source").asText()).isEqualTo("registered");
        assertThat(refusal(server.post(MODELS + "/own/config", "{'params':{'tool_choice':'none'}}")))
                .isEqualTo("422 invalid params.tool_choice");
    }

    @ParameterizedTest
    @CsvSource({"openai", "anthropic", "gemini", "ollama", "vllm"})
    void provider_ofEachProtocol_isTaken(String protocol) {
        var made = put(PROVIDERS + "/some", "{'protocol':'" + protocol + "','base_url':'https://example.org'}");

        assertThat(made.get("protocol").asText()).isEqualTo(protocol);
    }

    @Test
    void providersDialect_decidesWhatItsModelsTake() {
        put(PROVIDERS + "/local", "{'protocol':'openai','dialect':'llama.cpp','base_url':'http://127.0.0.1:8080/v1'}");
        put(MODELS + "/its", "{'provider':'local'}");

        var schema = ok(200, server.get(MODELS + "/its/config")).get("generation_schema");

        assertThat(schema.at("/mirostat/state").asText()).isEqualTo("supported");
        assertThat(ok(200, server.get(PROVIDERS + "/local")).get("dialect").asText())
                .isEqualTo("llama.cpp");
    }

    @Test
    void savedValues_overlayDefaults_untilTheyAreCleared() {
        var path = MODELS + "/saved/config";

        var saved = ok(200, server.post(path, "{'params':{'temperature':0.25,'top_k':7},'runtime':'local'}"));

        assertThat(saved.get("current_values"))
                .isEqualTo(read("{'temperature':0.25,'max_tokens':2048,'top_p':0.9,'top_k':7,'repeat_penalty':1.1}"));
        assertThat(ok(200, server.get(path))).isEqualTo(saved);
        var cleared = ok(200, server.post(path, "{'params':{}}"));
        assertThat(cleared.at("/current_values/temperature").asDouble()).isEqualTo(0.7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'params':{'temperature':9,'top_k':0.5,'colour':1,'top_p':0.5}} | params.temperature,params.top_k,params.colour",
                "{'params':{'temperature':'hot'}}                                | params.temperature",
                "{'params':{'temperature':NaN}}                                  | params.temperature",
                "{'params':[]}                                                   | params",
                "{}                                                              | params",
                "{'params':{},'colour':1}                                        | colour",
            })
    void savedValues_ofNonsense_areNamedEach_andNoneIsKept(String body, String fields) {
        assertThat(refusal(server.post(MODELS + "/unsaved/config", body))).isEqualTo("422 invalid " + fields);

        assertThat(ok(200, server.get(MODELS + "/unsaved/config"))
                        .get("current_values")
                        .get("top_p")
                        .asDouble())
                .isEqualTo(0.9);
    }

    @Test
    void scopes_areHeldTo() {
        var reader = server.key("tool-eval:read");
        var tuner = server.key("tuner:write");

        assertThat(server.send(server.as(reader, MODELS)).statusCode()).isEqualTo(200);
        assertThat(refusal(server.send(server.as(reader, MODELS + "/x").DELETE())))
                .isEqualTo("403 scope_missing");
        assertThat(refusal(server.send(server.as(tuner, PROVIDERS)))).isEqualTo("403 scope_missing");
        assertThat(server.send(server.as(server.key("worker"), MODELS)).statusCode())
                .isEqualTo(200);
    }
}
