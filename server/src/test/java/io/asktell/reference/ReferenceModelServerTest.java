package io.asktell.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class ReferenceModelServerTest {
    private static final ReferenceModelOptions OPTIONS =
            ReferenceModelOptions.defaults().withSeed(5);
    private static final String ASK =
            Requests.body("What is the weather in Oslo?", "'temperature':0", Requests.WEATHER);

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void completion_hasTheShapeOfOpenAi() throws Exception {
        try (var server = ReferenceModelServer.start(OPTIONS)) {
            var response = post(server, ASK);

            var body = json(response);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(body.path("object").asText()).isEqualTo("chat.completion");
            assertThat(body.path("id").asText()).startsWith("chatcmpl-");
            assertThat(body.path("model").asText()).isEqualTo("lexical-1");
            var choice = body.at("/choices/0");
            assertThat(choice.path("finish_reason").asText()).isEqualTo("tool_calls");
            assertThat(choice.at("/message/role").asText()).isEqualTo("assistant");
            assertThat(choice.at("/message/content").isNull()).isTrue();
            assertThat(choice.at("/message/tool_calls/0/type").asText()).isEqualTo("function");
            assertThat(choice.at("/message/tool_calls/0/id").asText()).startsWith("call_");
            assertThat(choice.at("/message/tool_calls/0/function"))
                    .isEqualTo(Requests.MAPPER
                            .createObjectNode()
                            .put("name", "get_weather")
                            .put("arguments", "{\"city\":\"Oslo\"}"));
            int prompt = body.at("/usage/prompt_tokens").asInt();
            int completion = body.at("/usage/completion_tokens").asInt();
            assertThat(prompt).isGreaterThan(completion);
            assertThat(completion).isPositive();
            assertThat(body.at("/usage/total_tokens").asInt()).isEqualTo(prompt + completion);
        }
    }

    @Test
    void completion_withoutTools_isText() throws Exception {
        try (var server = ReferenceModelServer.start(OPTIONS)) {
            var choice = json(post(server, Requests.body("Hello", ""))).at("/choices/0");

            assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
            assertThat(choice.at("/message/content").asText()).isNotEmpty();
            assertThat(choice.path("message").has("tool_calls")).isFalse();
        }
    }

    @Test
    void models_listsTheOne() throws Exception {
        try (var server = ReferenceModelServer.start(OPTIONS)) {
            var response = get(server.baseUri() + "/models");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(json(response).at("/data/0/id").asText()).isEqualTo("lexical-1");
        }
    }

    @Test
    void refusals_haveTheShapeOfOpenAi() throws Exception {
        try (var server = ReferenceModelServer.start(OPTIONS)) {
            var refused = post(server, Requests.body("hi", "'temperature':3"));

            assertThat(refused.statusCode()).isEqualTo(400);
            var error = json(refused).path("error");
            assertThat(error.path("message").asText())
                    .isEqualTo("Invalid value for 'temperature': expected a number between 0.0 and 2.0.");
            assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
            assertThat(error.path("param").asText()).isEqualTo("temperature");
            assertThat(error.path("code").asText()).isEqualTo("invalid_value");
            assertThat(error).hasSize(4);
        }
    }

    @Test
    void everythingElse_isAnErrorOfTheSameShape() throws Exception {
        try (var server = ReferenceModelServer.start(OPTIONS)) {
            assertError(post(server, "{"), 400);
            assertError(post(server, "\u00ff".repeat(10)), 400);
            assertError(post(server, Requests.body("hi", "'stream':true")), 400);
            assertError(get(server.baseUri() + "/embeddings"), 404);
            assertError(get(server.baseUri() + "/chat/completions"), 405);
            assertError(post(server, " ".repeat(17 * 1024 * 1024)), 413);
        }
    }

    @Test
    void hundredTools_areFine() throws Exception {
        var tools = new ArrayList<String>();
        for (int i = 0; i < 100; i++) {
            tools.add(Requests.tool(
                    "tool_" + i, "Count sheep of flock " + i + ".", "{'sheep':{'type':'integer'}}", "sheep"));
        }
        tools.add(Requests.WEATHER);
        try (var server = ReferenceModelServer.start(OPTIONS)) {
            var body = Requests.body("What is the weather in Oslo?", "'temperature':0", tools.toArray(String[]::new));

            var call = json(post(server, body)).at("/choices/0/message/tool_calls/0/function");

            assertThat(call.path("name").asText()).isEqualTo("get_weather");
        }
    }

    @Test
    void rateLimit_reached_is429WithRetryAfter() throws Exception {
        try (var server = ReferenceModelServer.start(OPTIONS.withRateLimitRpm(2))) {
            post(server, ASK);
            post(server, ASK);

            var third = post(server, ASK);

            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(Integer.parseInt(
                            third.headers().firstValue("Retry-After").orElseThrow()))
                    .isBetween(1, 60);
            assertThat(json(third).at("/error/code").asText()).isEqualTo("rate_limit_exceeded");
        }
    }

    @Test
    void failRate_failsThatShare_andTheSameOnesAgain() throws Exception {
        var once = statuses(OPTIONS.withFailRate(0.3), 60);
        var again = statuses(OPTIONS.withFailRate(0.3), 60);

        assertThat(once).isEqualTo(again).contains(200, 500).hasSize(60);
        assertThat(once.stream().filter(status -> status == 500).count()).isBetween(8L, 30L);
    }

    @Test
    void latency_isWaitedFor_byAllAtOnce() throws Exception {
        var slow = OPTIONS.withLatency(Duration.ofMillis(150), Duration.ofMillis(1));
        try (var server = ReferenceModelServer.start(slow)) {
            long start = System.nanoTime();
            var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
            for (int i = 0; i < 64; i++) {
                answers.add(client.sendAsync(request(server, ASK), BodyHandlers.ofString()));
            }
            for (var answer : answers) {
                assertThat(answer.get().statusCode()).isEqualTo(200);
            }
            long millis = (System.nanoTime() - start) / 1_000_000;

            assertThat(millis).isGreaterThanOrEqualTo(150).isLessThan(64 * 150 / 2);
        }
    }

    @Test
    void answers_toOneSeed_areTheSame_whoeverAsks() throws Exception {
        var body = Requests.body("What is the weather in Oslo?", "'temperature':2,'seed':11", Requests.WEATHER);
        try (var server = ReferenceModelServer.start(OPTIONS)) {
            var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
            for (int i = 0; i < 50; i++) {
                answers.add(client.sendAsync(request(server, body), BodyHandlers.ofString()));
            }
            var first = function(answers.get(0).get());
            for (var answer : answers) {
                assertThat(function(answer.get())).isEqualTo(first);
            }
        }
    }

    private List<Integer> statuses(ReferenceModelOptions options, int count) throws Exception {
        var statuses = new ArrayList<Integer>();
        try (var server = ReferenceModelServer.start(options)) {
            for (int i = 0; i < count; i++) {
                statuses.add(post(server, ASK).statusCode());
            }
        }
        return statuses;
    }

    private static JsonNode function(HttpResponse<String> response) throws IOException {
        return json(response).at("/choices/0/message/tool_calls/0/function");
    }

    private static void assertError(HttpResponse<String> response, int status) throws IOException {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(json(response).at("/error/message").asText()).isNotEmpty();
        assertThat(json(response).at("/error/type").asText()).isEqualTo("invalid_request_error");
    }

    private HttpResponse<String> get(String uri) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(ReferenceModelServer server, String body)
            throws IOException, InterruptedException {
        return client.send(request(server, body), BodyHandlers.ofString());
    }

    private static HttpRequest request(ReferenceModelServer server, String body) {
        return HttpRequest.newBuilder(URI.create(server.baseUri() + "/chat/completions"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return Requests.MAPPER.readTree(response.body());
    }
}
