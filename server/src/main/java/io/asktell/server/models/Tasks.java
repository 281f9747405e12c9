package io.asktell.server.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.AssignedModel;
import io.asktell.api.Json;
import io.asktell.api.TaskRequest;
import io.asktell.server.problem.InvalidException;
import io.asktell.server.problem.InvalidException.FieldError;
import io.asktell.server.problem.UnavailableException;
import io.asktell.server.study.FieldErrors;
import io.asktell.tooleval.FinishReason;
import io.asktell.tooleval.Message;
import io.asktell.tooleval.ModelResponse;
import io.asktell.tooleval.SuiteCodec;
import io.asktell.tooleval.Tool;
import io.asktell.tooleval.parameters.Adjustment;
import io.asktell.tooleval.parameters.ReservedNames;
import io.asktell.tooleval.parameters.Resolution;
import io.asktell.tooleval.target.ModelRequest;
import io.asktell.tooleval.target.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Puts single tasks to models, with what was chosen for a model under what the task sets itself. */
public final class Tasks {
    /** Somebody waits for the answer. */
    private static final RetryPolicy RETRY = new RetryPolicy(3, Duration.ofMillis(500), Duration.ofSeconds(5));

    private static final long RETRY_AFTER_SECONDS = 5;

    private final Models models;
    private final Targets targets;

    public Tasks(Models models, Targets targets) {
        this.models = models;
        this.targets = targets;
    }

    /**
     * What came of a task.
     *
     * @param sent the body of the request, as the provider got it
     */
    public record Answer(String model, ModelResponse response, ObjectNode sent, List<Adjustment> adjustments) {}

    /**
     * Asks, which takes as long as the answer does.
     *
     * @throws UnavailableException if the provider gives none
     */
    public Answer ask(TaskRequest request) {
        var errors = new FieldErrors();
        var messages = messages(request, errors);
        var tools = tools(request.tools(), errors);
        var params = params(request.generationParams(), errors);
        var model = model(request.model(), errors);
        errors.throwIfAny();
        if (model == null) {
            throw new AssertionError("checked above");
        }
        var config = models.config(model.name());
        var asked = config.chosen().deepCopy();
        asked.setAll(params);
        var resolution = Resolution.of(config.schema(), asked);
        return ask(
                model,
                new ModelRequest(messages, tools, resolution.parameters(), OptionalLong.empty()),
                resolution.adjustments());
    }

    private Answer ask(AssignedModel model, ModelRequest request, List<Adjustment> adjustments) {
        try {
            var target = targets.of(model, models.config(model.name()).schema(), RETRY);
            var sent = target.body(request);
            var reply = target.ask(request);
            var response = reply.response();
            if (reply.refused()) {
                throw new InvalidException(
                        "refused_by_provider", List.of(new FieldError("generation_params", why(response))));
            }
            if (response.finishReason() == FinishReason.ERROR) {
                throw new UnavailableException(
                        "model_does_not_answer",
                        "Model " + model.name() + " gave no answer: "
                                + why(response).replaceFirst("\\.$", "") + ".",
                        RETRY_AFTER_SECONDS);
            }
            return new Answer(model.name(), response, sent, adjustments);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("stopping", "The server is stopping.", RETRY_AFTER_SECONDS);
        }
    }

    private static String why(ModelResponse response) {
        return Objects.requireNonNullElse(response.error(), "no reason is known");
    }

    /** The one that is named; where none is, the only one there is. */
    private @Nullable AssignedModel model(@Nullable String name, FieldErrors errors) {
        if (name != null) {
            var model = models.assigned(name).orElse(null);
            errors.check(
                    model != null,
                    "model",
                    "no model of this name has a provider; register it with PUT /api/v1/models/{model}");
            return model;
        }
        var only = models.list(2, 0).models();
        if (only.size() != 1) {
            errors.add("model", "the name of a registered model is required where there is not exactly one");
            return null;
        }
        var model = models.assigned(only.get(0).name()).orElse(null);
        errors.check(model != null, "model", "the only one was deleted meanwhile");
        return model;
    }

    /** What the user says, or a conversation, which is what it is in a suite. */
    private static List<Message> messages(TaskRequest request, FieldErrors errors) {
        String content = Objects.requireNonNullElse(request.content(), "");
        if (request.messages() == null) {
            errors.check(!content.isBlank(), "content", "the text of the task is required, or messages");
            return List.of(Message.user(content));
        }
        errors.check(request.content() == null, "messages", "content or messages, not both");
        var suite = Json.mapper().createObjectNode().put("name", "task");
        var turn = suite.putArray("cases").addObject().put("id", "task");
        turn.set("messages", request.messages());
        turn.putArray("expected_calls");
        var reading = SuiteCodec.read(suite);
        reading.errors().forEach(error -> errors.add(error.field().replace("cases[0].", ""), error.message()));
        return reading.errors().isEmpty()
                ? reading.orThrow().cases().get(0).turns().get(0).messages()
                : List.of();
    }

    /** Tools are what they are in a suite. */
    private static List<Tool> tools(@Nullable JsonNode given, FieldErrors errors) {
        if (given == null || given.isArray() && given.isEmpty()) {
            return List.of();
        }
        var suite = Json.mapper().createObjectNode().put("name", "task");
        suite.set("tools", given);
        suite.putArray("cases");
        var reading = SuiteCodec.read(suite);
        reading.errors().stream()
                .filter(error -> error.field().startsWith("tools")) // without a tool it asks for cases too
                .forEach(error -> errors.add(error.field(), error.message()));
        return reading.errors().isEmpty() ? reading.orThrow().tools() : List.of();
    }

    private static ObjectNode params(@Nullable JsonNode given, FieldErrors errors) {
        if (!(given instanceof ObjectNode params)) {
            errors.check(given == null, "generation_params", "an object of parameter values");
            return Json.mapper().createObjectNode();
        }
        params.fieldNames()
                .forEachRemaining(name -> errors.check(
                        !ReservedNames.contains(name),
                        "generation_params." + name,
                        "is not a generation parameter, and cannot be set"));
        return params;
    }
}
