package io.asktell.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestReaderTest {
    private static final String MESSAGES = "'messages':[{'role':'user','content':'hi'}]";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'temperature':2.1 | temperature | invalid_value",
                "'temperature':-0.1 | temperature | invalid_value",
                "'temperature':1e999 | temperature | invalid_value",
                "'temperature':'1' | temperature | invalid_type",
                "'top_p':1.01 | top_p | invalid_value",
                "'top_k':-1 | top_k | invalid_value",
                "'top_k':1.5 | top_k | invalid_type",
                "'top_k':99999999999999999999 | top_k | invalid_value",
                "'min_p':2 | min_p | invalid_value",
                "'frequency_penalty':2.5 | frequency_penalty | invalid_value",
                "'presence_penalty':-3 | presence_penalty | invalid_value",
                "'repetition_penalty':0 | repetition_penalty | invalid_value",
                "'repetition_penalty':2.5 | repetition_penalty | invalid_value",
                "'max_tokens':0 | max_tokens | invalid_value",
                "'seed':0.5 | seed | invalid_type",
                "'n':2 | n | invalid_value",
                "'stream':true | stream | unsupported_value",
                "'stream':1 | stream | invalid_type",
                "'typical_p':0.9 | typical_p | unknown_parameter",
                "'max_completion_tokens':9 | max_completion_tokens | unknown_parameter",
                "'stop':['a','b','c','d','e'] | stop | invalid_value",
                "'stop':[''] | stop | invalid_type",
                "'stop':{} | stop | invalid_type",
                "'parallel_tool_calls':'no' | parallel_tool_calls | invalid_type",
                "'tool_choice':'any' | tool_choice | invalid_value",
                "'tool_choice':'required' | tool_choice | invalid_value",
                "'tool_choice':{'type':'function','function':{'name':'x'}} | tool_choice | invalid_value",
                "'tool_choice':{'type':'function'} | tool_choice.function | invalid_type",
                "'tools':{} | tools | invalid_type",
                "'tools':[1] | tools[0] | invalid_type",
                "'tools':[{'type':'web'}] | tools[0].type | invalid_value",
                "'tools':[{'type':'function'}] | tools[0].function | missing_required_parameter",
                "'tools':[{'type':'function','function':{'name':'a b'}}] | tools[0].function.name | invalid_value",
                "'tools':[{'type':'function','function':{'name':'a','parameters':[]}}] | tools[0].function.parameters | invalid_type",
                "'tools':[{'type':'function','function':{'name':'a'}},{'type':'function','function':{'name':'a'}}] | tools[1].function.name | invalid_value"
            })
    void field_outOfRangeOrUnknown_isRefusedByName(String field, String param, String code) {
        var refusal = refusal("{'model':'lexical-1'," + MESSAGES + ',' + field + '}');

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.param()).isEqualTo(param);
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.explanation()).contains(field.startsWith("'stream':true") ? "stream" : param);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'model':'lexical-1'} | messages",
                "{'messages':[]} | model",
                "{'model':'lexical-1','messages':[]} | messages",
                "{'model':'lexical-1','messages':'hi'} | messages",
                "{'model':'lexical-1','messages':['hi']} | messages[0]",
                "{'model':'lexical-1','messages':[{'role':'user'}]} | messages[0].content",
                "{'model':'lexical-1','messages':[{'content':'hi'}]} | messages[0].role",
                "{'model':'lexical-1','messages':[{'role':'pope','content':'hi'}]} | messages[0].role",
                "{'model':'lexical-1','messages':[{'role':'user','content':7}]} | messages[0].content",
                "{'model':'lexical-1','messages':[{'role':'user','content':[{'type':'image_url'}]}]} | messages[0].content[0].type"
            })
    void messages_missingOrMalformed_areRefusedByName(String body, String param) {
        assertThat(refusal(body).param()).isEqualTo(param);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "7", "{} {}", "{'model':1,'model':2}", "{'a':NaN}"})
    void body_thatIsNoJsonObject_isRefused(String body) {
        assertThat(refusal(body).code()).isEqualTo("invalid_json");
    }

    @Test
    void body_nestedTooDeep_isRefused() {
        assertThat(refusal("[".repeat(100_000)).code()).isEqualTo("invalid_json");
    }

    @Test
    void model_unknown_isNotFound() {
        var refusal = refusal("{'model':'gpt-4'," + MESSAGES + '}');

        assertThat(refusal.status()).isEqualTo(404);
        assertThat(refusal.code()).isEqualTo("model_not_found");
    }

    @Test
    void null_countsAsAbsent() {
        var request = Requests.read(Requests.node("{'model':'lexical-1'," + MESSAGES
                        + ",'temperature':null,'tools':null,'tool_choice':null,'seed':null,'stop':null,'stream':null}")
                .toString());

        assertThat(request.sampling()).isEqualTo(SamplingParameters.defaults());
        assertThat(request.tools()).isEmpty();
        assertThat(request.seed()).isEmpty();
    }

    @Test
    void boundaries_areTaken() {
        assertThatCode(() -> Requests.read(Requests.body(
                        "hi",
                        "'temperature':2,'top_p':0,'top_k':0,'min_p':1,'frequency_penalty':-2,'presence_penalty':2,"
                                + "'repetition_penalty':2,'max_tokens':1,'n':1,'stream':false,'seed':-5,'stop':'x'")))
                .doesNotThrowAnyException();
    }

    @Test
    void prompt_isWhatThePersonSaidLast_inParts() {
        var request = Requests.read(Requests.node("{'model':'lexical-1','messages':[{'role':'system','content':'s'},"
                        + "{'role':'user','content':'first'},{'role':'assistant','content':'ok'},"
                        + "{'role':'user','content':[{'type':'text','text':'second'}]}]}")
                .toString());

        assertThat(request.prompt()).isEqualTo("second\n");
    }

    @Test
    void schemas_thatMakeNoSense_areReadAsFarAsPossible() {
        for (var schema : new String[] {
            "{}",
            "{'type':7}",
            "{'type':'object','properties':7}",
            "{'properties':{'a':7,'b':{'type':[]},'c':{'enum':{}}}}",
            "{'type':'object','properties':{'a':{'type':'array','items':7},'b':{'type':['null','integer']}},'required':'a'}"
        }) {
            var tool = "{'type':'function','function':{'name':'t','parameters':" + schema + "}}";
            var request = Requests.read(Requests.body("add 3 things", "'tool_choice':'required'", tool));

            assertThat(new ReferenceModel().answer(request, 1).calls()).isNotEmpty();
        }
    }

    private static RefusedRequestException refusal(String body) {
        return catchThrowableOfType(RefusedRequestException.class, () -> Requests.read(body.replace('\'', '"')));
    }
}
