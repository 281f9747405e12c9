package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Whether the server takes work. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReadyResponse(String status, @Nullable String reason) {}
