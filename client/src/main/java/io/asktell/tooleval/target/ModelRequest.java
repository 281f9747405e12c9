package io.asktell.tooleval.target;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.tooleval.Message;
import io.asktell.tooleval.Tool;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a model is asked.
 *
 * @param parameters generation parameters by wire name, {@code tool_choice} among them; not to be altered
 * @param seed of the sampling, unless {@code parameters} has one
 */
public record ModelRequest(List<Message> messages, List<Tool> tools, ObjectNode parameters, OptionalLong seed) {
    public ModelRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
    }
}
