package io.asktell.server.http;

import static io.asktell.server.http.ServerRig.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.server.http.ScriptedTarget.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tunes that end before their time: their budget is used up, or nothing can be better. */
final class BudgetsIT {
    private static final int CASES = 40;
    private static final String GRID =
            "'optimization_mode':'grid','search_space':{'temperature':{'min':0,'max':1,'step':0.1}}";

    private static ServerRig server;
    private static TuneRig rig;
    private static String suite;
    private static ScriptedTarget target;

    @BeforeAll
    static void start() {
        server = ServerRig.start("ASKTELL_EMBEDDED_WORKERS", "1", "MAX_ACTIVE_TUNES", "1000", "TUNES_PER_HOUR", "1000");
        rig = new TuneRig(server);
        suite = rig.numberedSuite(CASES);
        target = new ScriptedTarget((n, body) -> Reply.TEXT);
        rig.model("priced", target.baseUri());
        ok(
                200,
                server.call(
                        "PUT",
                        TuneRig.MODELS + "/priced",
                        "{'provider':'of-priced','wire_name':'lexical-1','prices':{'input_per_million':1,'output_per_million':2}}"));
    }

    @AfterAll
    static void stop() {
        server.close();
        target.close();
    }

    private static JsonNode tune(String more) {
        return rig.awaitEnd(rig.start("{'suite_id':'" + suite + "','models':['priced']," + more + "}"));
    }

    /** A call has 10 tokens of prompt and 2 of an answer, and costs 14 millionths. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'max_calls':50         | budget: calls",
                "'max_tokens_total':600 | budget: tokens",
                "'max_cost':0.0007      | budget: cost"
            })
    void budget_usedUp_endsTheTune_withWhatItHas(String budget, String reason) {
        var tune = tune(budget + ",'confirm_repeats':1," + GRID);

        assertThat(tune.get("status").asText()).isEqualTo("completed");
        assertThat(tune.get("stop_reason").asText()).isEqualTo(reason);
        int calls = tune.at("/spent/calls").asInt();
        assertThat(calls).as("one combination; a second would not fit").isEqualTo(CASES);
        assertThat(tune.get("completed_evaluations").asInt()).isEqualTo(calls);
        assertThat(tune.at("/spent/tokens_total").asInt()).isEqualTo(12 * calls);
        assertThat(Math.round(tune.at("/spent/cost").asDouble() * 1e6)).isEqualTo(14L * calls);
        assertThat(tune.get("best").isObject()).isTrue();
        assertThat(tune.get("confirmation").isNull()).isTrue();
        assertThat(tune.get(budget.split("'")[1]).isNumber()).isTrue();
    }

    @Test
    void budget_usedUpInTheConfirmation_keepsTheWinner() {
        var tune = tune("'max_calls':" + (2 * CASES + 1)
                + ",'confirm_repeats':1,'optimization_mode':'grid','search_space':{'temperature':[0,1]}");

        assertThat(tune.get("status").asText()).isEqualTo("completed");
        assertThat(tune.get("stop_reason").asText()).isEqualTo("budget: calls");
        assertThat(tune.at("/spent/calls").asInt()).isEqualTo(2 * CASES);
        assertThat(tune.get("best").isObject()).isTrue();
        assertThat(tune.at("/confirmation/versus_defaults").isNull()).isTrue();
    }

    @Test
    void budgetThatFitsExactly_isNoReasonToStop() {
        var tune =
                tune("'max_calls':" + 2 * CASES + ",'optimization_mode':'grid','search_space':{'temperature':[0,1]}");

        assertThat(tune.get("stop_reason").isNull()).isTrue();
        assertThat(tune.at("/spent/calls").asInt()).isEqualTo(2 * CASES);
        assertThat(tune.get("completed_combos").asInt()).isEqualTo(2);
    }

    @Test
    void maxCalls_belowOneCombination_isRefused() {
        var refused = server.post(
                TuneRig.TUNES,
                "{'suite_id':'" + suite + "','models':['priced'],'max_calls':" + (CASES - 1) + "," + GRID + "}");

        assertThat(ServerRig.refusal(refused)).isEqualTo("422 invalid max_calls");
    }

    /** Workers outside, on a suite of two cases; each call has 12 tokens. */
    private static final class ByHand implements AutoCloseable {
        private final ServerRig server = ServerRig.start();
        private final TuneRig rig = new TuneRig(server).model("outside", target.baseUri());
        private final String worker = server.key("worker");
        private final String job;

        ByHand(String budget) {
            this(budget, GRID);
        }

        ByHand(String budget, String search) {
            job = rig.start("{'suite_id':'" + rig.suite(TuneRig.SMALL_SUITE) + "','models':['outside']," + budget
                    + ",'max_concurrent_trials':9," + search + "}");
        }

        JsonNode claim() {
            return rig.claim(worker);
        }

        void assertNothingIsGiven() {
            assertThat(rig.claim(worker, null, "{'worker':'w','wait_seconds':1}")
                            .statusCode())
                    .isEqualTo(204);
        }

        void report(JsonNode work) {
            report(work, result("call"));
        }

        void reportAll(JsonNode work) {
            report(work, result("call") + "," + result("none"));
        }

        private void report(JsonNode work, String results) {
            ok(200, rig.trial(worker, work, "report", "{'step':0,'value':1,'case_results':[" + results + "]}"));
        }

        void complete(JsonNode work) {
            ok(
                    200,
                    rig.trial(
                            worker,
                            work,
                            "complete",
                            "{'values':1,'case_results':[" + result("call") + "," + result("none") + "]}"));
        }

        private static String result(String id) {
            return "{'case_id':'" + id
                    + "','outcome':'correct','score':1,'tokens':{'prompt_tokens':10,'completion_tokens':2}}";
        }

        @Override
        public void close() {
            server.close();
        }
    }

    @Test
    void callsHandedOut_countAsUsed() {
        try (var hand = new ByHand("'max_calls':5")) {
            var one = hand.claim();
            var two = hand.claim();
            hand.assertNothingIsGiven();
            hand.report(one);
            hand.assertNothingIsGiven();
            hand.complete(one);
            hand.assertNothingIsGiven();
            assertThat(hand.rig.find(hand.job).get("status").asText()).isEqualTo("running");
            hand.complete(two);

            var tune = hand.rig.awaitEnd(hand.job);
            assertThat(tune.get("stop_reason").asText()).isEqualTo("budget: calls");
            assertThat(tune.at("/spent/calls").asInt()).isEqualTo(4);
            assertThat(tune.get("completed_combos").asInt()).isEqualTo(2);
        }
    }

    @Test
    void budgetThatTheLastTrialUsesUp_isNoReasonToStop_beforeItIsTold() {
        try (var hand = new ByHand("'max_calls':2", "'optimization_mode':'grid','search_space':{'temperature':[0]}")) {
            var only = hand.claim();
            hand.reportAll(only);
            hand.assertNothingIsGiven(); // who asks makes the server look at the tune
            hand.complete(only);

            assertThat(hand.rig.awaitEnd(hand.job).get("stop_reason").isNull()).isTrue();
        }
    }

    @Test
    void trialThatWasLost_isGivenAgain_whereItFits() {
        try (var hand = new ByHand("'max_calls':3")) {
            var lost = hand.claim();
            hand.report(lost);
            hand.server.expireLease(lost.at("/lease/token").asText());
            var again = hand.claim();
            hand.complete(again);

            assertThat(again.get("trial_id")).isEqualTo(lost.get("trial_id"));
            var tune = hand.rig.awaitEnd(hand.job);
            assertThat(tune.get("stop_reason").asText()).isEqualTo("budget: calls");
            assertThat(tune.at("/spent/calls").asInt()).isEqualTo(2);
        }
    }

    @Test
    void tokensHandedOut_countAsTheMeanOfTheCallsBefore() {
        try (var hand = new ByHand("'max_tokens_total':50")) {
            var one = hand.claim();
            hand.assertNothingIsGiven(); // nobody knows yet what a call takes
            hand.report(one);
            var two = hand.claim();
            hand.assertNothingIsGiven();
            hand.complete(one);
            hand.complete(two);

            var tune = hand.rig.awaitEnd(hand.job);
            assertThat(tune.get("stop_reason").asText()).isEqualTo("budget: tokens");
            assertThat(tune.at("/spent/tokens_total").asInt()).isEqualTo(48);
        }
    }

    @Test
    void race_inWhichACombinationIsPerfect_isOver() {
        var tune = tune("'racing':true," + GRID);

        assertThat(tune.get("status").asText()).isEqualTo("completed");
        assertThat(tune.get("stop_reason").asText()).startsWith("nothing can be better");
        assertThat(tune.get("completed_combos").asInt()).isBetween(1, 3);
        assertThat(tune.at("/best/value").asDouble()).isEqualTo(1);
    }

    @Test
    void perfectCombination_withoutRacing_endsNothing() {
        var tune = tune("'optimization_mode':'grid','search_space':{'temperature':[0,0.5,1]}");

        assertThat(tune.get("stop_reason").isNull()).isTrue();
        assertThat(tune.get("completed_combos").asInt()).isEqualTo(3);
    }
}
