package io.asktell.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The best trial. */
public record BestResponse(Map<String, @Nullable Object> params, Scores value, int trialId) {}
