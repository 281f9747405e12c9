package io.asktell.api;

import org.jspecify.annotations.Nullable;

/** The renewed lease, and whether to give up. */
public record HeartbeatResponse(@Nullable LeaseResponse lease, boolean shouldStop) {}
