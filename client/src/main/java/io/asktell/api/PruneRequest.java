package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ends a trial as pruned. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PruneRequest(
        @Nullable Map<Integer, Score> intermediateValues,
        @Nullable Map<String, JsonNode> userAttrs,
        @Nullable String leaseToken) {}
