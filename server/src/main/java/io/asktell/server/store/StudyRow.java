package io.asktell.server.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a study is, with the newest version of its space. Attributes are a JSON object of verbatim JSON texts. */
public record StudyRow(
        long id,
        String name,
        List<String> directions,
        String sampler,
        String samplerOptions,
        String pruner,
        String prunerOptions,
        long seed,
        @Nullable Integer maxTrials,
        @Nullable Double leaseSeconds,
        int maxAttempts,
        @Nullable List<String> metricNames,
        String userAttrs,
        int spaceVersion,
        String space,
        Instant createdAt) {
    public StudyRow withSeed(long other) {
        return new StudyRow(
                id,
                name,
                directions,
                sampler,
                samplerOptions,
                pruner,
                prunerOptions,
                other,
                maxTrials,
                leaseSeconds,
                maxAttempts,
                metricNames,
                userAttrs,
                spaceVersion,
                space,
                createdAt);
    }
}
