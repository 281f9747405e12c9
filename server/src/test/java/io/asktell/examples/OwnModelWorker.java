package io.asktell.examples;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.asktell.client.AsktellClient;
import io.asktell.client.ClientOptions;
import io.asktell.tooleval.ModelResponse;
import io.asktell.tooleval.SuiteAssignments;
import io.asktell.tooleval.ToolCall;
import io.asktell.tooleval.target.ModelRequest;
import io.asktell.tooleval.target.TargetModel;
import io.asktell.worker.Worker;
import io.asktell.worker.WorkerOptions;
import java.util.List;
import java.util.Map;

/** Evaluates trials of tunes with a model of its own: in process, behind a protocol nobody else speaks, anywhere. */
public final class OwnModelWorker implements TargetModel {
    @Override
    public ModelResponse complete(ModelRequest request) {
        var conversation = request.conversation();
        String asked = conversation.get(conversation.size() - 1).content();
        boolean careless = request.parameters().path("temperature").asDouble() > 0.5;
        if (careless || !asked.contains("weather")) {
            return ModelResponse.recorded(List.of(), "Hello.");
        }
        var arguments = JsonNodeFactory.instance.objectNode().put("city", "Oslo");
        return ModelResponse.recorded(List.of(ToolCall.of("get_weather", arguments)), null);
    }

    /** @param args server, key */
    public static void main(String[] args) {
        start(args[0], args[1]);
    }

    public static Worker start(String server, String key) {
        var client = new AsktellClient(ClientOptions.of(server).withApiKey(key));
        var handler = SuiteAssignments.of(client, model -> new OwnModelWorker());
        var worker = Worker.forAssignments(client, Map.of("tool_eval", handler), WorkerOptions.defaults());
        worker.start();
        return worker;
    }
}
