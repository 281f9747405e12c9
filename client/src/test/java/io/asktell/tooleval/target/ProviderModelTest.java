package io.asktell.tooleval.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asktell.tooleval.FinishReason;
import io.asktell.tooleval.Message;
import io.asktell.tooleval.ModelResponse;
import io.asktell.tooleval.Suites;
import io.asktell.tooleval.Tool;
import io.asktell.tooleval.ToolCall;
import io.asktell.tooleval.Usage;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class ProviderModelTest {
    private static final String KEY = "sk-very-secret";
    private static final HttpClient HTTP = ProviderModel.newHttpClient();
    private static final Tool SUM = Suites.tool("math.sum", "{'xs':{'type':'array','items':{'type':'integer'}}}", "xs");
    private static final String SILENT = answer("{'role':'assistant','content':'Hello'}", "stop");

    private final FakeTiming timing = new FakeTiming();
    private final ProviderLimiter limiter = new ProviderLimiter(4, OptionalInt.empty(), timing);
    private StubProvider provider;

    @BeforeEach
    void start() throws IOException {
        provider = new StubProvider();
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    private static String answer(String message, String finishReason) {
        return "{'id':'x','choices':[{'index':0,'message':%s,'finish_reason':'%s'}],'usage':{'prompt_tokens':11,'completion_tokens':3}}"
                .formatted(message, finishReason)
                .replace('\'', '"');
    }

    private ModelResponse complete(String parameters, OptionalLong seed) throws InterruptedException {
        return complete(Duration.ofSeconds(20), parameters, seed);
    }

    private ModelResponse complete(Duration timeout, String parameters, OptionalLong seed) throws InterruptedException {
        var retry = new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofSeconds(20));
        var options = TargetOptions.of("openai", provider.baseUrl(), "m-1", KEY)
                .withTimeout(timeout)
                .withRetry(retry);
        return new ProviderModel(options, limiter, HTTP, CallListener.NONE, timing, () -> 0.5)
                .complete(new ModelRequest(
                        List.of(Message.system("S"), Message.user("U")),
                        List.of(SUM),
                        Suites.object(parameters),
                        seed));
    }

    private ModelResponse complete() throws InterruptedException {
        return complete("{}", OptionalLong.empty());
    }

    @Test
    void complete_sendsParametersAtTheTopLevelAndLegalToolNames() throws InterruptedException {
        provider.then(200, SILENT);

        complete("{'temperature':0.2,'top_k':5,'tool_choice':'required'}", OptionalLong.of(77));

        assertThat(provider.bodies.get(0)).isEqualTo(Suites.json("""
                        {'model':'m-1','messages':[{'role':'system','content':'S'},{'role':'user','content':'U'}],
                         'tools':[{'type':'function','function':{'name':'math_sum','description':'A tool.','parameters':
                           {'type':'object','properties':{'xs':{'type':'array','items':{'type':'integer'}}},'required':['xs']}}}],
                         'tool_choice':'required','temperature':0.2,'top_k':5,'seed':77}"""));
        assertThat(provider.headers.get(0).getFirst("Authorization")).isEqualTo("Bearer " + KEY);
    }

    @Test
    void complete_callsInTheAnswer_haveTheirOwnNamesAgain() throws InterruptedException {
        provider.then(
                200,
                "{\"choices\":[{\"message\":{\"content\":null,\"tool_calls\":["
                        + "{\"function\":{\"name\":\"math_sum\",\"arguments\":\"{\\\"xs\\\":[1,2]}\"}},"
                        + "{\"function\":{\"name\":\"other\",\"arguments\":{\"a\":1}}},"
                        + "{\"function\":{\"name\":\"math_sum\",\"arguments\":\"{xs\"}}]},"
                        + "\"finish_reason\":\"tool_calls\"}],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":3}}");

        var response = complete();

        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.usage()).isEqualTo(new Usage(11, 3));
        assertThat(response.calls()).extracting(ToolCall::name).containsExactly("math.sum", "other", "math.sum");
        assertThat(response.calls().get(0).arguments()).isEqualTo(Suites.json("{'xs':[1,2]}"));
        assertThat(response.calls().get(1).arguments()).isEqualTo(Suites.json("{'a':1}"));
        assertThat(response.calls().get(2).arguments()).isNull();
        assertThat(response.calls().get(2).parseError()).isNotBlank();
    }

    @Test
    void complete_finishReasons_areTold() throws InterruptedException {
        provider.then(200, SILENT)
                .then(200, answer("{'content':'Hel'}", "length"))
                .then(200, answer("{'content':null}", "content_filter"))
                .then(200, answer("{'content':null,'refusal':'I will not.'}", "stop"));

        assertThat(complete().finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(complete().finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(complete().finishReason()).isEqualTo(FinishReason.REFUSAL);
        assertThat(complete().finishReason()).isEqualTo(FinishReason.REFUSAL);
    }

    @Test
    void complete_overloadWithRetryAfter_waitsThatLongAndLowersConcurrency() throws InterruptedException {
        provider.then(429, "{}", "7").then(200, SILENT);

        var response = complete();

        assertThat(response.error()).isNull();
        assertThat(timing.sleeps()).containsExactly(Duration.ofMillis(7350)); // and a tenth, times the jitter of 0.5
        assertThat(limiter.concurrency()).isEqualTo(2);
    }

    @Test
    void complete_retryAfterAsADateOrTooLong_isUnderstoodAndBounded() throws InterruptedException {
        provider.then(503, "{}", "Sat, 21 Nov 2026 12:00:04 GMT")
                .then(429, "{}", "3600")
                .then(200, SILENT);

        assertThat(complete().error()).isNull();
        assertThat(timing.sleeps()).containsExactly(Duration.ofMillis(4200), Duration.ofSeconds(20));
    }

    @Test
    void complete_serverErrors_areRetriedWithGrowingWaitsAndThenReported() throws InterruptedException {
        provider.then(500, "{\"error\":{\"message\":\"out of cheese for " + KEY + "\"}}");

        var response = complete();

        assertThat(response.finishReason()).isEqualTo(FinishReason.ERROR);
        assertThat(response.error()).isEqualTo("the provider answered 500: out of cheese for [key]");
        assertThat(provider.bodies).hasSize(3);
        assertThat(timing.sleeps()).containsExactly(Duration.ofMillis(750), Duration.ofMillis(1500));
        assertThat(limiter.concurrency()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 403, 404, 422})
    void complete_otherRefusals_areFinal(int status) throws InterruptedException {
        provider.then(status, "{\"error\":\"top_k is\\u0000 not\\n supported\"}");

        var response = complete();

        assertThat(response.error()).isEqualTo("the provider answered " + status + ": top_k is not supported");
        assertThat(provider.bodies).hasSize(1);
        assertThat(timing.sleeps()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{}", "{\"choices\":[]}", "{\"error\":{\"message\":\"busy\"}}"})
    void complete_okWithoutAnAnswer_isAnError(String body) throws InterruptedException {
        provider.then(200, body);

        assertThat(complete().error()).startsWith("the provider answered 200, but ");
        assertThat(provider.bodies).hasSize(1);
    }

    @Test
    void complete_endlessAnswer_isCutOff() throws InterruptedException {
        provider.then(200, "x".repeat(9 * 1024 * 1024));

        assertThat(complete().error()).contains("longer than");
    }

    @Test
    void complete_noAnswerInTime_isRetriedAndThenReported() throws InterruptedException {
        provider.then(0, "");

        var response = complete(Duration.ofMillis(60), "{}", OptionalLong.empty());

        assertThat(response.error()).isEqualTo("no answer within 60 ms");
        assertThat(timing.sleeps()).hasSize(2);
    }

    @Test
    void complete_nobodyThere_isAnError() throws InterruptedException {
        provider.close();

        assertThat(complete().error()).startsWith("cannot reach the provider: nothing answers at 127.0.0.1:");
    }

    @Test
    void complete_afterAnInterrupt_givesItsPermitBack() throws InterruptedException {
        provider.then(200, SILENT);
        for (int i = 0; i < 10; i++) { // more often than there are permits
            Thread.currentThread().interrupt();
            assertThatThrownBy(this::complete).isInstanceOf(InterruptedException.class);
        }

        assertThat(complete().error()).isNull();
    }

    @Test
    void complete_parameterThatWouldReplaceTheRequest_isRefused() {
        provider.then(200, SILENT);

        assertThatThrownBy(() -> complete("{'model':'other'}", OptionalLong.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> complete("{'tools':[]}", OptionalLong.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void options_neverShowTheKey() {
        assertThat(TargetOptions.of("openai", provider.baseUrl(), "m", KEY).toString())
                .doesNotContain(KEY);
        assertThatThrownBy(() -> TargetOptions.of("openai", provider.baseUrl(), "m", KEY + "\n"))
                .hasMessageNotContaining(KEY);
    }

    @Test
    void complete_whereNothingMayBeCalled_callsNobody_andDoesNotTryAgain() throws InterruptedException {
        var options = TargetOptions.of("openai", provider.baseUrl(), "m-1", KEY)
                .withNetworks(ProviderNetworks.of(List.of("public")));
        var request =
                new ModelRequest(List.of(Message.user("U")), List.of(), Suites.object("{}"), OptionalLong.empty());

        var response =
                new ProviderModel(options, limiter, HTTP, CallListener.NONE, timing, () -> 0.5).complete(request);

        assertThat(response.error()).contains("the provider is not called", "ASKTELL_PROVIDER_NETWORKS");
        assertThat(provider.bodies).isEmpty();
    }
}
