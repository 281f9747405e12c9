package io.asktell.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.asktell.api.ClaimRequest;
import io.asktell.api.CompareRequest;
import io.asktell.api.CompareRequest.CompareSide;
import io.asktell.api.CompleteBatchItem;
import io.asktell.api.CompleteBatchRequest;
import io.asktell.api.Json;
import io.asktell.api.ParamTuneRequest;
import io.asktell.api.ProviderRequest;
import io.asktell.api.Scores;
import io.asktell.api.SuggestRequest;
import io.asktell.api.TrialResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoutesTest extends ClientTest {
    @Test
    void call_carriesKeyAndTypes() {
        server.json(200, TRIAL);

        client.study("s").tell(3, 0.5);

        assertThat(server.only().method()).isEqualTo("POST");
        assertThat(server.only().uri()).isEqualTo("/v1/tuner/studies/s/trials/3/complete");
        assertThat(server.only().headers())
                .containsEntry("authorization", "Bearer atk_id_secret")
                .containsEntry("content-type", "application/json")
                .containsEntry("accept", "application/json");
    }

    @Test
    void call_withoutKey_hasNoAuthorization() {
        server.json(200, "{\"status\":\"healthy\",\"version\":\"1\",\"storage_connected\":true}");

        client(options -> options.withApiKey(null)).health();

        assertThat(server.only().headers()).doesNotContainKey("authorization");
        assertThat(server.only().uri()).isEqualTo("/v1/tuner/health");
    }

    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "a/b, a%2Fb",
        "a b, a%20b",
        "50%, 50%25",
        "a+b?c#d;e, a%2Bb%3Fc%23d%3Be",
        "größe, gr%C3%B6%C3%9Fe",
        "🦉, %F0%9F%A6%89",
        "..., ...",
        "~a-b_c.d, ~a-b_c.d",
    })
    void name_inAPath_isPercentEncoded(String name, String encoded) {
        server.json(200, TRIAL);

        client.study(name).trial(3);

        assertThat(server.only().uri()).isEqualTo("/v1/tuner/studies/" + encoded + "/trials/3");
    }

    @Test
    void name_thatWouldBeAStep_isRefused() {
        assertThatThrownBy(() -> client.study("..")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client.study(".")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client.study("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void baseUri_withAPath_isKept() {
        server.json(200, TRIAL);

        client(options -> options.withBaseUri(java.net.URI.create(server.uri() + "/asktell/")))
                .study("s")
                .trial(3);

        assertThat(server.only().uri()).isEqualTo("/asktell/v1/tuner/studies/s/trials/3");
    }

    @Test
    void answer_withFieldsOfANewerServer_isRead() {
        server.json(200, TRIAL.replaceFirst("\\{", "{\"news\":[1,2],"));

        assertThat(client.study("s").trial(3).trialId()).isEqualTo(3);
    }

    @Test
    void problem_withFieldErrors_hasThem() {
        server.json(422, """
                {"type":"about:blank","title":"t","status":422,"detail":"two rules","code":"invalid","errors":
                 [{"field":"search_space[0].low","message":"low <= high"},{"field":"name","message":"is required"}]}""");

        var e = catchThrowableOfType(
                InvalidRequestException.class,
                () -> client.createStudy(Space.of().uniform("x", 1, 0).study("s")));

        assertThat(e.errors()).extracting("field").containsExactly("search_space[0].low", "name");
        assertThat(e).hasMessageContaining("low <= high").hasMessageContaining("is required");
        assertThat(e.problem()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "409, lease_lost, LeaseLostException",
        "409, trial_finished, TrialFinishedException",
        "409, study_exhausted, StudyExhaustedException",
        "409, study_paused, StudyPausedException",
        "404, trial_not_found, NotFoundException",
        "422, invalid, InvalidRequestException",
        "401, unauthorized, UnauthorizedException",
        "403, forbidden, ForbiddenException",
        "409, study_differs, ApiException",
    })
    void problem_ofAKind_isTheExceptionOfThatName(int status, String code, String name) {
        server.problem(status, code);

        assertThatThrownBy(() -> client.study("s").ask())
                .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(name));
    }

    @Test
    void trials_overSeveralPages_followTheCursor() {
        server.json(200, "[" + TRIAL + "," + TRIAL + "]", "X-Next-Cursor", "1", "X-Total-Count", "3")
                .json(200, "[" + TRIAL + "]", "X-Total-Count", "3");

        var trials =
                client.study("s").trials(TrialQuery.all().withState("COMPLETE").withPageSize(2));

        assertThat(trials).hasSize(3);
        assertThat(server.seen())
                .extracting(StubServer.Seen::uri)
                .containsExactly(
                        "/v1/tuner/studies/s/trials?state=COMPLETE&order=number&limit=2",
                        "/v1/tuner/studies/s/trials?state=COMPLETE&order=number&limit=2&cursor=1");
    }

    @Test
    void trials_withoutCursor_goByOffsetToTheTotal() {
        server.json(200, "[" + TRIAL + "," + TRIAL + "]", "X-Total-Count", "3")
                .json(200, "[" + TRIAL + "]", "X-Total-Count", "3");

        var trials =
                client.study("s").trials(TrialQuery.all().withOrder("-value").withPageSize(2));

        assertThat(trials.map(TrialResponse::trialId)).containsExactly(3, 3, 3);
        assertThat(server.seen().get(1).uri()).endsWith("order=-value&limit=2&offset=2");
    }

    @Test
    void trials_readInPart_areFetchedInPart() {
        server.json(200, "[" + TRIAL + "," + TRIAL + "]", "X-Next-Cursor", "1");

        assertThat(client.study("s").trials(TrialQuery.all()).findFirst()).isPresent();

        assertThat(server.seen()).hasSize(1);
    }

    @Test
    void best_ofNone_isEmpty() {
        server.problem(404, "no_completed_trials").problem(404, "study_not_found");

        assertThat(client.study("s").best()).isEmpty();
        assertThatThrownBy(() -> client.study("s").best()).isInstanceOf(NotFoundException.class);
    }

    @Test
    void askMany_andTellMany_carryWhatTheyShould() {
        server.json(200, """
                        {"trials":[{"trial_id":0,"number":0,"params":{},"study_name":"s","lease":
                         {"token":"t","expires_at":"2026-11-21T09:00:00Z"},"origin":"startup","attempt":2}]}""").json(200, """
                        [{"trial_id":0,"problem":{"type":"about:blank","title":"t","status":409,"detail":"d",
                          "code":"lease_lost"}}]""");

        var asked = client.study("s").askMany(new SuggestRequest(2, "w", 30.0, null));
        var told = client.study("s")
                .tellMany(new CompleteBatchRequest(
                        List.of(new CompleteBatchItem(0, Scores.of(1, 2), null, null, null, "t"))));

        assertThat(asked).hasSize(1);
        assertThat(server.seen().get(0).body()).isEqualTo("{\"count\":2,\"worker\":\"w\",\"lease_seconds\":30.0}");
        assertThat(server.seen().get(1).body())
                .isEqualTo("{\"results\":[{\"trial_id\":0,\"values\":[1.0,2.0],\"lease_token\":\"t\"}]}");
        assertThat(told)
                .singleElement()
                .satisfies(result -> assertThat(result.problem())
                        .isNotNull()
                        .satisfies(problem -> assertThat(problem.code()).isEqualTo("lease_lost")));
    }

    @Test
    void export_isWrittenAsItComes() throws Exception {
        server.then(exchange -> StubServer.send(exchange, 200, "{\"study\":{}}\n"));
        var to = new ByteArrayOutputStream();

        client.study("s").export("jsonl", to);

        assertThat(to.toString(StandardCharsets.UTF_8)).isEqualTo("{\"study\":{}}\n");
        assertThat(server.only().uri()).isEqualTo("/v1/tuner/studies/s/export?format=jsonl");
    }

    @Test
    void claim_ofNothing_isEmpty() {
        server.json(204, "");

        assertThat(client.claim(new ClaimRequest("w", List.of("tool_eval"), 20.0)))
                .isEmpty();

        assertThat(server.only().body())
                .isEqualTo("{\"worker\":\"w\",\"kinds\":[\"tool_eval\"],\"wait_seconds\":20.0}");
    }

    @Test
    void claim_ofATrial_isAnAssignment() {
        server.json(200, """
                {"kind":"tool_eval","job_id":"j","study_name":"s","trial_id":4,"attempt":1,"params":{"temperature":0.5,"k":3},
                 "model":{"name":"m","wire_name":"m","provider":"p","protocol":"openai","base_url":"http://h"},
                 "suite_id":"u","suite_version":2,"objective":"score","repeats":1,
                 "lease":{"token":"t","expires_at":"2026-11-21T09:00:00Z"},"lease_seconds":60}""");

        var assignment = client.claim(new ClaimRequest("w", List.of("tool_eval"), null));

        assertThat(assignment)
                .get()
                .satisfies(a -> assertThat(a.params()).isEqualTo(Map.of("temperature", 0.5, "k", 3L)));
    }

    @Test
    void modelsAndProviders_withAwkwardNames_areEncoded() {
        server.json(200, """
                {"key":"a/b","protocol":"ollama","base_url":"http://h","has_api_key":true}""");

        client.models().putProvider("a/b", new ProviderRequest("ollama", null, "http://h", "k", null, null, null));

        assertThat(server.only().method()).isEqualTo("PUT");
        assertThat(server.only().uri()).isEqualTo("/api/v1/providers/a%2Fb");
        assertThat(server.only().body())
                .isEqualTo("{\"protocol\":\"ollama\",\"base_url\":\"http://h\",\"api_key\":\"k\"}");
    }

    @Test
    void suiteImport_saysItsFormat() {
        server.json(201, "{\"suite_id\":\"u\"}");

        var answer = client.suites().importSuite("bfcl", Json.mapper().createObjectNode(), true);

        assertThat(answer.path("suite_id").asText()).isEqualTo("u");
        assertThat(server.only().uri()).isEqualTo("/api/tool-eval/suites/import?format=bfcl&partial=true");
    }

    @Test
    void paramTune_starts() {
        server.json(202, "{\"job_id\":\"j\",\"status\":\"queued\",\"total_combos\":30,\"total_evaluations\":1200}");

        var started = client.paramTunes()
                .start(new ParamTuneRequest(
                        "u",
                        List.of("m"),
                        null,
                        "bayesian",
                        30,
                        null,
                        null,
                        null,
                        null,
                        null,
                        7L,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));

        assertThat(started.totalEvaluations()).isEqualTo(1200);
        assertThat(server.only().headers()).containsKey("idempotency-key");
        assertThat(server.only().body())
                .isEqualTo("{\"suite_id\":\"u\",\"models\":[\"m\"],\"optimization_mode\":\"bayesian\",\"n_trials\":30,"
                        + "\"seed\":7}");
    }

    @Test
    void comparison_isStartedOnce_andAskedFor() {
        server.json(202, "{\"job_id\":\"j\",\"status\":\"queued\",\"total_combos\":2,\"total_evaluations\":12}");
        var params = Json.mapper().createObjectNode().put("temperature", 0);

        var started = client.paramTunes()
                .startComparison(
                        new CompareRequest(CompareSide.params(params), CompareSide.job("k"), null, "u", "m", 2, null));

        assertThat(started.jobId()).isEqualTo("j");
        assertThat(server.only().headers()).containsKey("idempotency-key");
        assertThat(server.only().body())
                .isEqualTo("{\"a\":{\"params\":{\"temperature\":0}},\"b\":{\"job_id\":\"k\"},\"suite_id\":\"u\","
                        + "\"model\":\"m\",\"repeats\":2}");
    }
}
