package io.asktell.sampler;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link GridSampler} tries.
 *
 * @param values by parameter name, the values to try in their order; a parameter without an entry is tried at all its values, and
 *     must have countably many
 */
public record GridOptions(Map<String, List<@Nullable Object>> values) {
    public GridOptions {
        Map<String, List<@Nullable Object>> copy = new LinkedHashMap<>();
        // List.copyOf refuses null, which is a legal choice
        values.forEach((name, tried) -> copy.put(name, Collections.unmodifiableList(new ArrayList<>(tried))));
        values = Collections.unmodifiableMap(copy);
    }

    public static GridOptions defaults() {
        return new GridOptions(Map.of());
    }
}
