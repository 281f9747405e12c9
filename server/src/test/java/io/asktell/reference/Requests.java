package io.asktell.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** Requests for tests, written as tools and a prompt. */
final class Requests {
    static final ObjectMapper MAPPER = new ObjectMapper();

    static final String WEATHER = tool(
            "get_weather",
            "Get the weather forecast for a city.",
            "{'city':{'type':'string','description':'The city.'},"
                    + "'days':{'type':'integer','description':'Number of days to forecast. Default is 1.'},"
                    + "'unit':{'type':'string','enum':['celsius','fahrenheit'],'description':'Unit of temperature.'}}",
            "city");
    static final String BMI = tool(
            "calculate_bmi",
            "Calculate the body mass index of a person.",
            "{'weight':{'type':'number','description':'Weight in kilograms.'},"
                    + "'height':{'type':'number','description':'Height in centimeters.'}}",
            "weight",
            "height");
    static final String ROUTE = tool(
            "plan_route",
            "Plan a driving route between two places.",
            "{'origin':{'type':'string','description':'Where the route starts.'},"
                    + "'destination':{'type':'string','description':'Where the route ends.'},"
                    + "'avoid_tolls':{'type':'boolean','description':'Whether to avoid toll roads.'}}",
            "origin",
            "destination");
    static final String ORDER = tool(
            "order_groceries",
            "Order groceries from a shop.",
            "{'items':{'type':'array','items':{'type':'string'},'description':'The items to order.'},"
                    + "'shop':{'type':'string','description':'Name of the shop.'}}",
            "items",
            "shop");
    static final String SUM = tool(
            "add_numbers",
            "Add a list of numbers.",
            "{'numbers':{'type':'array','items':{'type':'number'},'description':'The numbers to add.'}}",
            "numbers");
    static final String MEETING = tool(
            "schedule_meeting",
            "Schedule a meeting with a person.",
            "{'person':{'type':'string','description':'Name of the person to meet.'},"
                    + "'date':{'type':'string','description':'Date of the meeting, in the format YYYY-MM-DD.'}}",
            "person",
            "date");

    private Requests() {}

    /** Single quotes stand for double ones. */
    static String tool(String name, String description, String properties, String... required) {
        var body = node("{'type':'function','function':{'name':'" + name + "','parameters':{'type':'object'}}}");
        var function = (ObjectNode) body.get("function");
        function.put("description", description);
        var schema = (ObjectNode) function.get("parameters");
        schema.set("properties", node(properties));
        var names = schema.putArray("required");
        for (var one : required) {
            names.add(one);
        }
        return body.toString();
    }

    static JsonNode node(String json) {
        try {
            return MAPPER.readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** The body of a request, with further fields such as {@code 'temperature':0}. */
    static String body(String prompt, String fields, String... tools) {
        var body = MAPPER.createObjectNode().put("model", ReferenceModel.NAME);
        body.putArray("messages").addObject().put("role", "user").put("content", prompt);
        body.setAll((ObjectNode) node('{' + fields + '}'));
        if (tools.length > 0) {
            body.set("tools", node('[' + String.join(",", tools) + ']'));
        }
        return body.toString();
    }

    static ChatRequest read(String body) {
        return new RequestReader().read(body.getBytes(StandardCharsets.UTF_8));
    }

    static ChatAnswer answer(String prompt, String fields, String... tools) {
        return new ReferenceModel().answer(read(body(prompt, fields, tools)), 0);
    }

    /** The calls as one line: {@code name{"a":1} name{"a":2}}, single quotes for double ones. */
    static String calls(ChatAnswer answer) {
        var line = new StringBuilder();
        answer.calls().forEach(call -> line.append(' ').append(call.name()).append(call.arguments()));
        return line.toString().strip().replace('"', '\'');
    }
}
