package io.asktell.tooleval;

import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.api.CaseResult;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FinishedCasesTest {
    private static final Suite SUITE = Suites.abstaining(3);

    private static CaseResult result(String id, @Nullable Integer repeat, String outcome, @Nullable Double score) {
        return new CaseResult(id, repeat, outcome, score, null, null, null, null, null, null);
    }

    private static CaseResult right(String id, int repeat) {
        return result(id, repeat, "correct", 1.0);
    }

    private static FinishedCases of(CaseResult... results) {
        return FinishedCases.of(SUITE, List.of(results));
    }

    private static TestCase testCase(int number) {
        return SUITE.cases().get(number);
    }

    @Test
    void find_ofWhatARunSentOverTheWire_isThatRun() {
        var call = ToolCall.of("search", Suites.object("{'q':'x'}"));
        var response = new ModelResponse(List.of(call), null, FinishReason.STOP, new Usage(10, 2), 7, null);
        var score = new CaseScore("c1", Outcome.UNEXPECTED_CALL, false, 0, "called search");
        var run = new CaseRun(1, 1, score, response, true);

        var found = of(run.toWire()).find(testCase(1), 1).orElseThrow();

        assertThat(found.toWire()).isEqualTo(run.toWire());
        assertThat(found.weight()).isEqualTo(1);
        assertThat(found.score()).isEqualTo(score);
    }

    @Test
    void find_isByCaseAndRepeat_andAResultWithoutARepeatIsOfTheFirst() {
        var finished = of(right("c0", 2), result("c1", null, "correct", 1.0));

        assertThat(finished.find(testCase(0), 2)).isPresent();
        assertThat(finished.find(testCase(0), 0)).isEmpty();
        assertThat(finished.find(testCase(1), 0)).isPresent();
        assertThat(finished.find(testCase(2), 0)).isEmpty();
    }

    @Test
    void of_whatIsNoJudgement_isAskedAgain() {
        var finished = of(
                result("c0", 0, "provider_error", 0.0),
                result("c1", 0, "correct", null),
                result("c2", 0, "unheard_of", 0.0),
                right("of another suite", 0));

        for (var testCase : SUITE.cases()) {
            assertThat(finished.find(testCase, 0)).as(testCase.id()).isEmpty();
        }
    }

    @Test
    void of_anOutcomeThatContradictsItsScore_isAskedAgain() {
        var finished = of(result("c0", 0, "correct", 0.5), result("c1", 0, "unexpected_call", 1.0));

        assertThat(finished.find(testCase(0), 0)).isEmpty();
        assertThat(finished.find(testCase(1), 0)).isEmpty();
    }

    @Test
    void leading_countsUpToTheFirstGap_repeatAfterRepeat() {
        var all = List.of(right("c0", 0), right("c1", 0), right("c2", 0), right("c0", 1), right("c2", 1));

        assertThat(FinishedCases.of(SUITE, all).leading(SUITE, 0, 2)).isEqualTo(4);
        assertThat(FinishedCases.of(SUITE, all).leading(SUITE, 0, 1)).isEqualTo(3);
        assertThat(FinishedCases.of(SUITE, all.subList(1, 5)).leading(SUITE, 0, 2))
                .isZero();
        assertThat(FinishedCases.NONE.leading(SUITE, 0, 2)).isZero();
    }

    @Test
    void leading_beginsAtTheFirstRepeat() {
        var finished = of(right("c0", 3), right("c1", 3), right("c2", 3), right("c0", 4));

        assertThat(finished.leading(SUITE, 3, 2)).isEqualTo(4);
        assertThat(finished.leading(SUITE, 0, 2)).isZero();
        assertThat(finished.leading(SUITE, 4, 1)).isEqualTo(1);
    }
}
