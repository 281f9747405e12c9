package io.asktell.server.http;

import static io.asktell.server.http.ServerRig.ok;
import static io.asktell.server.http.ServerRig.refusal;
import static io.asktell.server.http.TuneRig.MODELS;
import static io.asktell.server.http.TuneRig.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.server.http.ScriptedTarget.Reply;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single tasks, over the whole server and a model that answers what it is told to. */
final class TasksIT {
    private static final String TASKS = "/api/v1/tasks";

    private static ServerRig server;
    private static ScriptedTarget target;
    private static volatile Reply reply = Reply.TEXT;

    @BeforeAll
    static void start() {
        server = ServerRig.start();
        target = new ScriptedTarget(call -> reply);
        new TuneRig(server).model("only", target.baseUri());
    }

    @AfterAll
    static void stop() {
        server.close();
        target.close();
    }

    @Test
    void task_isAnswered_withWhatWasSent() {
        reply = Reply.TEXT;

        var answer = ok(
                200,
                server.post(
                        TASKS,
                        "{'content':'Hello?','store_knowledge':false,'generation_params':{'temperature':99,'mystery':1}}"));

        assertThat(answer.get("model").asText()).isEqualTo("only");
        assertThat(answer.get("text").asText()).isEqualTo("Hello.");
        assertThat(answer.get("calls")).isEmpty();
        assertThat(answer.get("usage")).isEqualTo(read("{'prompt_tokens':10,'completion_tokens':2,'total_tokens':12}"));
        assertThat(answer.at("/request/temperature").asDouble()).isEqualTo(2);
        assertThat(answer.at("/request/messages/0/content").asText()).isEqualTo("Hello?");
        assertThat(answer.get("adjustments").findValuesAsText("action")).containsExactly("clamp", "drop");
    }

    @Test
    void conversation_isSentAsItStands() {
        reply = Reply.TEXT;

        var answer = ok(
                200,
                server.post(
                        TASKS,
                        "{'messages':[{'role':'system','content':'Be kind.'},{'role':'user','content':'Hello?'}]}"));

        assertThat(answer.at("/request/messages").findValuesAsText("role")).containsExactly("system", "user");
        assertThat(answer.at("/request/messages/1/content").asText()).isEqualTo("Hello?");
    }

    @Test
    void saved_appliesUnderWhatIsSent() {
        reply = Reply.TEXT;
        ok(200, server.post(MODELS + "/only/config", "{'params':{'temperature':0.3,'top_p':0.8}}"));

        var answer = ok(
                200, server.post(TASKS, "{'content':'Hello?','model':'only','generation_params':{'temperature':0.6}}"));

        assertThat(answer.at("/request/temperature").asDouble()).isEqualTo(0.6);
        assertThat(answer.at("/request/top_p").asDouble()).isEqualTo(0.8);
        ok(200, server.post(MODELS + "/only/config", "{'params':{}}"));
        assertThat(ok(200, server.post(TASKS, "{'content':'Hello?'}"))
                        .get("request")
                        .has("top_p"))
                .isFalse();
    }

    @Test
    void tools_areShown_andCallsComeBack() {
        reply = new Reply(
                200,
                Map.of(),
                "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"1\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"get\",\"arguments\":\"{\\\"x\\\":1}\"}}]},\"finish_reason\":\"tool_calls\"}]}");

        var answer = ok(
                200,
                server.post(
                        TASKS,
                        "{'content':'Get it.','tools':[{'type':'function','function':{'name':'get','parameters':"
                                + "{'type':'object','properties':{'x':{'type':'integer'}}}}}]}"));

        assertThat(answer.get("calls")).isEqualTo(read("[{'name':'get','arguments':{'x':1}}]"));
        assertThat(answer.at("/request/tools/0/function/name").asText()).isEqualTo("get");
    }

    @Test
    void provider_thatFails_is503_withItsWords() {
        reply = Reply.refusal(401, "bad key");
        var failed = server.post(TASKS, "{'content':'Hello?'}");

        assertThat(refusal(failed)).isEqualTo("503 model_does_not_answer");
        assertThat(failed.body()).contains("bad key");
        assertThat(failed.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void provider_thatRefusesTheRequest_is422() {
        reply = Reply.refusal(400, "temperature is not taken");

        assertThat(refusal(server.post(TASKS, "{'content':'Hello?'}")))
                .isEqualTo("422 refused_by_provider generation_params");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                    | content",
                "{'content':' '}                                       | content",
                "{'content':'x','messages':[{'role':'user','content':'y'}]} | messages",
                "{'messages':[{'role':'robot','content':'x'}]}         | messages[0].role",
                "{'messages':[]}                                       | messages",
                "{'content':'x','model':'nobody'}                      | model",
                "{'content':'x','tools':[{}]}                          | tools[0]",
                "{'content':'x','tools':5}                             | tools",
                "{'content':'x','generation_params':[]}                | generation_params",
                "{'content':'x','generation_params':{'api_base':'x'}}  | generation_params.api_base",
                "{'content':'x','colour':'red'}                        | colour",
            })
    void task_ofNonsense_isNamed(String body, String fields) {
        assertThat(refusal(server.post(TASKS, body))).isEqualTo("422 invalid " + fields);
    }
}
