package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tune would come to. Racing makes it fewer evaluations.
 *
 * @param totalCombos those that will be evaluated
 * @param mergedCombos combinations of a grid that will not be, as they become the same requests as others
 * @param confirmationEvaluations those of the total that confirm the winner
 * @param seconds at the pace of the models' last tunes; absent where one has none
 * @param cost by the models' prices and what they used in these tunes; absent without either
 * @param compatibility of each model with each parameter of the search space
 * @param warnings parameters that do nothing at a model; absent if there are none
 */
public record ParamTuneEstimate(
        long totalCombos,
        long totalEvaluations,
        long mergedCombos,
        long confirmationEvaluations,
        @Nullable Double seconds,
        @Nullable Double cost,
        List<ParamCompatibility> compatibility,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<TuneWarning> warnings) {}
