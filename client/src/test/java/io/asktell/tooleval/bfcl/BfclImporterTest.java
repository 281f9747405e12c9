package io.asktell.tooleval.bfcl;

import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.tooleval.CaseScore;
import io.asktell.tooleval.ModelResponse;
import io.asktell.tooleval.Scorer;
import io.asktell.tooleval.SuiteCodec;
import io.asktell.tooleval.Suites;
import io.asktell.tooleval.TestCase;
import org.junit.jupiter.api.Test;

/** On lines of our own in BFCL's format. */
final class BfclImporterTest {
    private static final String QUESTION = """
            {"id": "simple_python_7", "question": [[{"role": "user", "content": "Mix 2 parts of red and 1.5 of blue."}]], \
            "function": [{"name": "paint.mix", "description": "Mixes.", "parameters": {"type": "dict", "properties": \
            {"parts": {"type": "dict", "properties": {"red": {"type": "float"}, "blue": {"type": "float"}}}, \
            "steps": {"type": "tuple", "items": {"type": "long"}}, "names": {"type": "ArrayList"}, "type": {"type": "String"}, \
            "extra": {"type": "any", "optional": true}}, "required": ["parts"]}}]}
            """;
    private static final String ANSWER = """
            {"id": "simple_python_7", "ground_truth": [{"paint.mix": {"parts": [{"red": [2], "blue": [1.5]}], "steps": [[1, 2], ""]}}]}
            """;

    @Test
    void read_entryWithItsAnswer_isACaseWithJsonSchemaTypes() {
        var result = BfclImporter.read("paints", QUESTION, ANSWER);

        assertThat(result.skipped()).isEmpty();
        var suite = result.suite().orElseThrow();
        var testCase = suite.cases().get(0);
        assertThat(testCase.id()).isEqualTo("simple_python_7");
        assertThat(testCase.category()).isEqualTo("simple_python");
        assertThat(testCase.prompt()).isEqualTo("Mix 2 parts of red and 1.5 of blue.");
        assertThat(suite.toolsOf(testCase).get(0).parameters()).isEqualTo(Suites.json("""
                        {'type':'object','properties':{
                          'parts':{'type':'object','properties':{'red':{'type':'number'},'blue':{'type':'number'}}},
                          'steps':{'type':'array','items':{'type':'integer'}},
                          'names':{'type':'array','items':{}},
                          'type':{'type':'string'},
                          'extra':{}},
                         'required':['parts']}"""));
        assertThat(SuiteCodec.read(SuiteCodec.write(suite)).orThrow()).isEqualTo(suite);
        var given = Suites.calls("[['paint_mix',{'parts':{'red':2,'blue':1.5}}]]");
        assertThat(Scorer.score(suite, testCase, ModelResponse.recorded(given, null)))
                .matches(CaseScore::passed);
    }

    @Test
    void read_irrelevanceEntryWithoutAnswer_mustNotCall() {
        var question = QUESTION.replace("simple_python_7", "live_irrelevance_3-1-0");

        var suite = BfclImporter.read("s", question, null).suite().orElseThrow();

        assertThat(suite.cases()).singleElement().satisfies(testCase -> {
            assertThat(testCase.expectedCalls()).isEmpty();
            assertThat(testCase.category()).isEqualTo("live_irrelevance");
        });
    }

    @Test
    void read_severalCalls_areAllExpected() {
        var call = "{\"paint.mix\": {\"parts\": [{\"red\": [1]}]}}";
        var answer = "{\"id\": \"simple_python_7\", \"ground_truth\": [" + call + ", " + call + "]}";

        var suite = BfclImporter.read("s", QUESTION, answer).suite().orElseThrow();

        assertThat(suite.cases())
                .extracting(TestCase::expectedCalls)
                .singleElement()
                .satisfies(calls -> assertThat(calls).hasSize(2));
    }

    @Test
    void read_whatCannotBeImported_isSkippedWithAReason() {
        var questions = String.join(
                "\n",
                "{not json",
                "[1]",
                "",
                "{\"question\": [[]]}",
                "{\"id\": \"no_question_1\", \"function\": []}",
                QUESTION.replace("simple_python_7", "no_answer_1").strip(),
                QUESTION.replace("simple_python_7", "program_1").strip(),
                QUESTION.replace("simple_python_7", "unknown_argument_1").strip(),
                QUESTION.replace("simple_python_7", "unknown_type_1")
                        .replace("tuple", "quaternion")
                        .strip(),
                "{\"id\": \"multi_turn_1\", \"question\": [[{\"role\":\"user\",\"content\":\"a\"}],"
                        + "[{\"role\":\"user\",\"content\":\"b\"}]], \"initial_config\": {}}",
                QUESTION.strip(),
                QUESTION.strip());
        var right = "[{\"paint.mix\": {\"parts\": [{\"red\": [1]}]}}]";
        var answers = String.join(
                "\n",
                ANSWER.strip(),
                "{\"id\": \"program_1\", \"ground_truth\": [\"__import__('os').system('true')\"]}",
                "{\"id\": \"unknown_argument_1\", \"ground_truth\": [{\"paint.mix\": {\"parts\": [{}], \"sky\": [1]}}]}",
                "{\"id\": \"unknown_type_1\", \"ground_truth\": " + right + "}",
                "{\"id\": \"nobody_asked_1\", \"ground_truth\": " + right + "}",
                "{\"ground_truth\": []}");

        var result = BfclImporter.read("s", questions, answers);

        assertThat(result.suite().orElseThrow().cases()).hasSize(1);
        assertThat(result.skipped())
                .extracting(Skipped::entry)
                .containsExactlyInAnyOrder(
                        "answers, line 6",
                        "questions, line 1",
                        "questions, line 2",
                        "questions, line 4",
                        "no_question_1",
                        "no_answer_1",
                        "program_1",
                        "unknown_argument_1",
                        "unknown_type_1",
                        "multi_turn_1",
                        "simple_python_7",
                        "nobody_asked_1");
        assertThat(result.skipped())
                .allSatisfy(skipped -> assertThat(skipped.reason()).isNotBlank());
        assertThat(reason(result, "program_1")).contains("not evaluated");
        assertThat(reason(result, "unknown_argument_1")).contains("no argument sky");
        assertThat(reason(result, "multi_turn_1")).contains("several turns");
        assertThat(reason(result, "simple_python_7")).contains("same id");
    }

    private static String reason(BfclImport result, String entry) {
        return result.skipped().stream()
                .filter(skipped -> skipped.entry().equals(entry))
                .findFirst()
                .orElseThrow()
                .reason();
    }

    @Test
    void read_nothing_isNoSuite() {
        assertThat(BfclImporter.read("s", "", null).suite()).isEmpty();
    }
}
