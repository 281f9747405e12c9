package io.asktell.server.study;

import io.asktell.pruner.Pruner;
import io.asktell.sampler.Sampler;
import io.asktell.server.store.StudyRow;
import io.asktell.space.SearchSpace;
import io.asktell.study.Direction;
import java.util.List;
import java.util.Locale;

/** What a study is, ready for use: its row, its space, and the strategies its names stand for. */
public record StudyDefinition(
        StudyRow row, SpaceDefinition spaceDefinition, List<Direction> directions, Sampler sampler, Pruner pruner) {
    static StudyDefinition of(StudyRow row) {
        var space = SpaceCodec.stored(row.space());
        return new StudyDefinition(
                row,
                space,
                directions(row.directions()),
                SamplerCatalog.sampler(row, space),
                PrunerCatalog.pruner(row));
    }

    static List<Direction> directions(List<String> names) {
        return names.stream()
                .map(name -> Direction.valueOf(name.toUpperCase(Locale.ROOT)))
                .toList();
    }

    public SearchSpace space() {
        return spaceDefinition.space();
    }

    public int objectives() {
        return directions.size();
    }
}
