package io.asktell.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A trial of the Pareto front. */
public record ParetoItem(int trialId, List<Score> values, Map<String, @Nullable Object> params) {}
