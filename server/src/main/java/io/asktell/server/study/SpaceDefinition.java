package io.asktell.server.study;

import io.asktell.space.SearchSpace;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A search space with the JSON it came as.
 *
 * @param json the definition in the user's own terms, with defaults filled in and steps applied to {@code high}
 * @param gridValues for parameters that list them, the values a grid tries
 */
public record SpaceDefinition(SearchSpace space, String json, Map<String, List<@Nullable Object>> gridValues) {}
