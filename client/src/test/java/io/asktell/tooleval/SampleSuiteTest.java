package io.asktell.tooleval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class SampleSuiteTest {
    @Test
    void load_hasVariedCases() {
        var suite = SampleSuite.load();

        assertThat(suite.tools()).hasSizeGreaterThanOrEqualTo(12);
        assertThat(suite.cases()).hasSizeGreaterThanOrEqualTo(48);
        assertThat(suite.cases().stream().map(TestCase::category).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("simple", "multiple", "optional", "parallel", "irrelevance");
        assertThat(suite.cases())
                .allSatisfy(testCase -> assertThat(testCase.expectedCalls().isEmpty())
                        .isEqualTo("irrelevance".equals(testCase.category())));
        assertThat(suite.cases())
                .filteredOn(testCase -> "parallel".equals(testCase.category()))
                .allSatisfy(testCase -> assertThat(testCase.expectedCalls()).hasSizeGreaterThan(1));
    }

    @Test
    void firstAcceptedValues_areRightAnswers() {
        var suite = SampleSuite.load();
        for (var testCase : suite.cases()) {
            var calls = testCase.expectedCalls().stream()
                    .map(call -> {
                        var arguments = Suites.object("{}");
                        call.arguments().forEach((name, accepted) -> arguments.set(name, accepted.get(0)));
                        return ToolCall.of(call.name(), arguments);
                    })
                    .toList();

            assertThat(Scorer.score(suite, testCase, ModelResponse.recorded(calls, null)))
                    .matches(CaseScore::passed);
        }
    }
}
