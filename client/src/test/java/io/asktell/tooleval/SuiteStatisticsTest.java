package io.asktell.tooleval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SuiteStatisticsTest {
    private static final CaseScore RIGHT = new CaseScore("x", Outcome.CORRECT, true, 1, "");
    private static final CaseScore HALF = new CaseScore("x", Outcome.WRONG_ARGUMENTS, false, 0.5, "");
    private static final CaseScore NONE = new CaseScore("x", Outcome.PROVIDER_ERROR, false, 0, "");

    private static List<SuiteStatistics.Answer> answers(
            String id, String category, double weight, CaseScore... scores) {
        var testCase = new TestCase(id, List.of(Message.user("?")), null, List.of(), category, weight);
        return List.of(scores).stream()
                .map(score -> new SuiteStatistics.Answer(testCase, score))
                .toList();
    }

    @Test
    void of_repeatedAnswers_countsEachCaseOnce() {
        var all = new ArrayList<>(answers("a", "p", 1, RIGHT, RIGHT, HALF, HALF));
        all.addAll(answers("b", "p", 3, RIGHT, RIGHT, RIGHT, RIGHT, NONE));

        var statistics = SuiteStatistics.of(all);

        assertThat(statistics.cases()).isEqualTo(2);
        assertThat(statistics.answers()).isEqualTo(8);
        assertThat(statistics.passed()).isEqualTo(6);
        assertThat(statistics.passRate()).isEqualTo(0.75);
        assertThat(statistics.score()).isEqualTo((0.75 + 3) / 4);
        // case a passes 2 of 4: at least one of 2 is 1 - C(2,2)/C(4,2), both C(2,2)/C(4,2)
        assertThat(statistics.passAtK()).hasSize(4);
        assertThat(statistics.passAtK().get(1)).isCloseTo((5 / 6.0 + 1) / 2, within(1e-12));
        assertThat(statistics.passHatK().get(1)).isCloseTo((1 / 6.0 + 1) / 2, within(1e-12));
        assertThat(statistics.passAtK().get(3)).isEqualTo(1);
        assertThat(statistics.passHatK().get(3)).isEqualTo(0.5);
    }

    @Test
    void byCategory_keepsThemApart() {
        var all = new ArrayList<>(answers("a", "p", 1, RIGHT));
        all.addAll(answers("b", null, 1, HALF));
        all.addAll(answers("c", "p", 1, HALF));

        var byCategory = SuiteStatistics.byCategory(all);

        assertThat(byCategory.keySet()).containsExactly("p", "none");
        assertThat(byCategory.get("p").passRate()).isEqualTo(0.5);
        assertThat(byCategory.get("none").cases()).isEqualTo(1);
    }

    @Test
    void of_nothing_knowsNothing() {
        var statistics = SuiteStatistics.of(answers("a", "p", 1, NONE));

        assertThat(statistics.cases()).isZero();
        assertThat(statistics.interval()).isEqualTo(new SuiteStatistics.Interval(0, 1));
        assertThat(statistics.passAtK()).isEmpty();
    }

    /** Wilson's interval, worked out apart. */
    @ParameterizedTest
    @CsvSource({"0.5,10,0.236593,0.763407", "1,10,0.722467,1", "0,10,0,0.277533", "0.9,200,0.850594,0.934330"})
    void wilson_isAsPublished(double share, int n, double low, double high) {
        var interval = SuiteStatistics.wilson(share, n, SuiteStatistics.Z95);

        assertThat(interval.low()).isCloseTo(low, within(1e-5));
        assertThat(interval.high()).isCloseTo(high, within(1e-5));
    }
}
