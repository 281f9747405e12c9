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
        assertThat(calls).isBetween(50, 2 * CASES);
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
        assertThat(tune.at("/spent/calls").asInt()).isBetween(2 * CASES + 1, 3 * CASES);
        assertThat(tune.get("best").isObject()).isTrue();
        assertThat(tune.at("/confirmation/versus_defaults").isNull()).isTrue();
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
