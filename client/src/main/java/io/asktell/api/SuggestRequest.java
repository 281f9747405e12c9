package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks for a trial, or for up to {@code count}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SuggestRequest(
        @Nullable Integer count,
        @Nullable String worker,
        @Nullable Double leaseSeconds,
        @Nullable Map<String, @Nullable Object> fixedParams) {}
