package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** A sign of life. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HeartbeatRequest(@Nullable String leaseToken) {}
