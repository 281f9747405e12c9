package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A single task for a model.
 *
 * @param content what the user says; or instead of it
 * @param messages a conversation, its messages as in a suite
 * @param storeKnowledge accepted, without effect: nothing is kept of a task
 * @param model absent: the only one that is registered
 * @param tools in OpenAI's function format
 * @param generationParams over what was chosen for the model
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TaskRequest(
        @Nullable String content,
        @Nullable JsonNode messages,
        @Nullable Boolean storeKnowledge,
        @Nullable String model,
        @Nullable JsonNode tools,
        @Nullable JsonNode generationParams) {}
