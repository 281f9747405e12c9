package io.asktell.api;

import org.jspecify.annotations.Nullable;

/** A sign of life. */
public record HeartbeatRequest(@Nullable String leaseToken) {}
