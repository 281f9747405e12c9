package io.asktell.reference;

import static io.asktell.reference.Requests.answer;
import static io.asktell.reference.Requests.calls;
import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.reference.ChatAnswer.FinishReason;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReferenceModelTest {
    private static final String[] ALL = {
        Requests.WEATHER, Requests.BMI, Requests.ROUTE, Requests.ORDER, Requests.SUM, Requests.MEETING
    };
    private static final String GREEDY = "'temperature':0";
    private static final String LISBON = "What is the weather forecast for Lisbon over the next 4 days in celsius?";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "What is the weather in Oslo? | get_weather{'city':'Oslo'}",
                "Give me the weather forecast for Lisbon over the next four days in celsius | get_weather{'city':'Lisbon','days':4,'unit':'celsius'}",
                "Calculate the body mass index for a height of 181 cm and a weight of 77.5 kg | calculate_bmi{'weight':77.5,'height':181}",
                "Plan a route from Lyon to Bern and avoid tolls | plan_route{'origin':'Lyon','destination':'Bern','avoid_tolls':true}",
                "Order apples, rice and green tea from Corner Market | order_groceries{'items':['apples','rice','green tea'],'shop':'Corner Market'}",
                "Add the numbers 4, 8 and 15.5 | add_numbers{'numbers':[4,8,15.5]}",
                "Schedule a meeting with Ada Lovelace on March 9, 2027 | schedule_meeting{'person':'Ada Lovelace','date':'2027-03-09'}",
                "What is the weather in Oslo and Madrid? | get_weather{'city':'Oslo'} get_weather{'city':'Madrid'}"
            })
    void answer_atTemperatureZero_callsTheToolMeant(String prompt, String expected) {
        assertThat(calls(answer(prompt, GREEDY, ALL))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"Who wrote the longest poem ever?", "Translate this sentence into Finnish", "Hello!", "''"})
    void answer_toWhatNoToolDoes_isText(String prompt) {
        var answer = answer(prompt, GREEDY, ALL);

        assertThat(answer.calls()).isEmpty();
        assertThat(answer.text()).isNotEmpty();
        assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void toolChoice_isObeyed() {
        assertThat(answer("Hello!", GREEDY + ",'tool_choice':'required'", ALL).calls())
                .isNotEmpty();
        assertThat(answer(LISBON, GREEDY + ",'tool_choice':'none'", ALL).calls())
                .isEmpty();
        var named =
                answer(LISBON, GREEDY + ",'tool_choice':{'type':'function','function':{'name':'add_numbers'}}", ALL);
        assertThat(named.calls()).extracting(ChatAnswer.Call::name).containsOnly("add_numbers");
    }

    @Test
    void parallelToolCalls_switchedOff_leavesOneCall() {
        var prompt = "What is the weather in Oslo and Madrid?";

        assertThat(answer(prompt, GREEDY + ",'parallel_tool_calls':false", ALL).calls())
                .hasSize(1);
    }

    @Test
    void answer_afterAToolAnswered_isText() {
        var body = "{'model':'lexical-1','temperature':0,'tools':[" + Requests.WEATHER + "],'messages':["
                + "{'role':'user','content':'Any weather news?'},"
                + "{'role':'assistant','tool_calls':[{'id':'1'}]},{'role':'tool','tool_call_id':'1','content':'rain'}]}";

        var answer =
                new ReferenceModel().answer(Requests.read(Requests.node(body).toString()), 0);

        assertThat(answer.calls()).isEmpty();
    }

    @Test
    void answer_withASeed_isTheSameAgain_andDiffersBetweenSeeds() {
        var request = Requests.read(Requests.body(LISBON, "'temperature':2,'seed':7", ALL));
        var answers = new HashSet<ChatAnswer>();

        for (int seed = 0; seed < 10; seed++) {
            answers.add(answer(LISBON, "'temperature':2,'seed':" + seed, ALL));
        }

        assertThat(new ReferenceModel().answer(request, 1)).isEqualTo(new ReferenceModel().answer(request, 2));
        assertThat(answers.size()).isGreaterThan(5);
    }

    @Test
    void answer_withoutASeed_dependsOnChance() {
        var request = Requests.read(Requests.body(LISBON, "'temperature':2", ALL));
        var answers = new HashSet<ChatAnswer>();

        for (int chance = 0; chance < 10; chance++) {
            answers.add(new ReferenceModel().answer(request, chance));
        }

        assertThat(answers.size()).isGreaterThan(5);
    }

    @Test
    void passes_fallWithTemperature() {
        int cold = passes("'temperature':0");
        int defaults = passes("'temperature':1");
        int hot = passes("'temperature':2");

        assertThat(cold).isEqualTo(CASES.size() * SEEDS);
        assertThat(defaults).isLessThan(cold);
        assertThat(hot).isLessThan(defaults).isLessThan(cold / 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'top_k':1", "'top_p':0.3", "'min_p':0.6"})
    void truncation_rescuesAHighTemperature(String truncation) {
        assertThat(passes("'temperature':2," + truncation)).isGreaterThan(2 * passes("'temperature':2"));
    }

    @Test
    void highFrequencyPenalty_hurtsParallelCalls() {
        var prompt = "What is the weather in Oslo and Madrid?";

        assertThat(answer(prompt, GREEDY, ALL).calls()).hasSize(2);
        assertThat(answer(prompt, GREEDY + ",'frequency_penalty':2", ALL).calls())
                .hasSize(1);
    }

    @Test
    void maxTokens_tooFewForTheArguments_cutsThemOff() {
        var whole = answer(LISBON, GREEDY, ALL);
        var cut = answer(LISBON, GREEDY + ",'max_tokens':14", ALL);

        assertThat(cut.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(cut.completionTokens()).isEqualTo(14);
        assertThat(whole.calls().get(0).arguments())
                .startsWith(cut.calls().get(0).arguments())
                .hasSizeGreaterThan(cut.calls().get(0).arguments().length());
        assertThat(answer(LISBON, GREEDY + ",'max_tokens':" + whole.completionTokens(), ALL))
                .isEqualTo(whole);
    }

    @Test
    void maxTokens_andStop_cutTextToo() {
        var whole = answer("Hello!", GREEDY);

        assertThat(answer("Hello!", GREEDY + ",'max_tokens':2").text()).isEqualTo(Tokens.first(whole.text(), 2));
        assertThat(answer("Hello!", GREEDY + ",'stop':['tool']").text()).isEqualTo("I have no ");
    }

    @Test
    void answer_atHighTemperature_isSometimesNotJson() {
        long broken = 0;
        for (int seed = 0; seed < 300; seed++) {
            var answer = answer(LISBON, "'temperature':2,'tool_choice':'required','seed':" + seed, ALL);
            broken += answer.calls().stream()
                    .filter(call -> !call.arguments().endsWith("}")
                            || call.arguments().contains("'")
                            || call.arguments().startsWith("`"))
                    .count();
        }

        assertThat(broken).isBetween(1L, 60L);
    }

    private static final int SEEDS = 20;
    private static final List<List<String>> CASES = List.of(
            List.of("What is the weather in Oslo?", "get_weather{'city':'Oslo'}"),
            List.of(
                    "Plan a route from Lyon to Bern and avoid tolls",
                    "plan_route{'origin':'Lyon','destination':'Bern','avoid_tolls':true}"),
            List.of(
                    "Calculate the body mass index for a height of 181 cm and a weight of 77.5 kg",
                    "calculate_bmi{'weight':77.5,'height':181}"));

    private static int passes(String fields) {
        int passed = 0;
        for (var one : CASES) {
            for (int seed = 0; seed < SEEDS; seed++) {
                var answer = answer(one.get(0), fields + ",'seed':" + seed, ALL);
                passed += calls(answer).equals(one.get(1)) ? 1 : 0;
            }
        }
        return passed;
    }
}
