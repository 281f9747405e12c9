package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds a trial with these parameters, which may be some of them only. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EnqueueRequest(
        @Nullable Map<String, @Nullable Object> params,
        @Nullable Map<String, JsonNode> userAttrs,
        @Nullable Boolean skipIfExists) {}
