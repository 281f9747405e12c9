package io.asktell.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TrialOutputTest {
    @Test
    void numbers_areTheObjectives() {
        assertThat(TrialOutput.parse(" 0.25 ").objectives()).containsExactly(0.25);
        assertThat(TrialOutput.parse("1, 2.5\t-3e-2").objectives()).containsExactly(1, 2.5, -0.03);
        assertThat(TrialOutput.parse("inf -inf").objectives())
                .containsExactly(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    }

    @Test
    void object_carriesConstraintsAndAttributesToo() {
        var output = TrialOutput.parse("{\"values\": [1, 2], \"constraints\": [-0.5], \"user_attrs\": {\"k\": [1]}}");

        assertThat(output.objectives()).containsExactly(1, 2);
        assertThat(output.constraints()).containsExactly(-0.5);
        assertThat(output.userAttrs())
                .hasEntrySatisfying("k", k -> assertThat(k).hasToString("[1]"));
        assertThat(TrialOutput.parse("{\"value\": \"inf\"}").objectives()).containsExactly(Double.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "done",
                "NaN",
                "1 two",
                "{}",
                "{\"value\": 1, \"values\": 2}",
                "{\"value\": null}",
                "{\"score\": 1}",
                "{1"
            })
    void anythingElse_isRefused(String line) {
        assertThatThrownBy(() -> TrialOutput.parse(line)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void report_isALineOfItsOwn() {
        assertThat(TrialOutput.report("report 3 0.5")).contains(new TrialOutput.Report(3, 0.5));
        assertThat(TrialOutput.report("  report  0 -inf "))
                .contains(new TrialOutput.Report(0, Double.NEGATIVE_INFINITY));
        assertThat(TrialOutput.report("report 3")).isEmpty();
        assertThat(TrialOutput.report("a report 3 0.5")).isEmpty();
        assertThat(TrialOutput.report("report -1 0.5")).isEmpty();
    }
}
