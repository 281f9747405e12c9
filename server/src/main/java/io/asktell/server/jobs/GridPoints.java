package io.asktell.server.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.AssignedModel;
import io.asktell.api.Json;
import io.asktell.sampler.GridOptions;
import io.asktell.sampler.GridSampler;
import io.asktell.server.study.SpaceCodec;
import io.asktell.server.study.SpaceDefinition;
import io.asktell.tooleval.parameters.Resolution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The points of a tune's grid, without those that become the same requests as an earlier one at every model of the tune. */
final class GridPoints {
    /** A greater grid stays as it is: its points would have to be queued one by one. */
    private static final int MOST = 1000;

    private GridPoints() {}

    /** How many points the grid has. */
    static long all(String space) {
        return all(SpaceCodec.stored(space));
    }

    private static long all(SpaceDefinition space) {
        return GridSampler.cells(space.space(), new GridOptions(space.gridValues()));
    }

    /** Those to evaluate; empty where that is all of them. */
    static List<Map<String, @Nullable Object>> distinct(String space, List<AssignedModel> models) {
        var definition = SpaceCodec.stored(space);
        long all = all(definition);
        if (all > MOST) {
            return List.of();
        }
        var schemas = models.stream().map(AssignedSchema::of).toList();
        Set<List<Map<String, Object>>> requests = new HashSet<>();
        List<Map<String, @Nullable Object>> points = new ArrayList<>();
        GridSampler.all(definition.space(), new GridOptions(definition.gridValues()))
                .forEach(point -> {
                    ObjectNode params = Json.mapper().valueToTree(point.asMap());
                    if (requests.add(schemas.stream()
                            .map(schema ->
                                    comparable(Resolution.of(schema, params).parameters()))
                            .toList())) {
                        points.add(point.asMap());
                    }
                });
        return points.size() == all ? List.of() : points;
    }

    /** 1 and 1.0 are the same to a provider. */
    static Map<String, Object> comparable(ObjectNode params) {
        Map<String, Object> values = new HashMap<>();
        params.properties()
                .forEach(entry -> values.put(
                        entry.getKey(),
                        entry.getValue().isNumber() ? (Object) entry.getValue().doubleValue() : entry.getValue()));
        return values;
    }
}
