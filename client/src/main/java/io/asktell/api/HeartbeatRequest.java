package io.asktell.api;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A sign of life. */
public record HeartbeatRequest(@Nullable UUID leaseToken) {}
