package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts a tune: which parameters make these models do best on this suite?
 *
 * @param confirmRepeats how often the winner, the runner-up and the model's defaults are asked each case afresh when the search is over
 * @param maxCalls how many cases may be evaluated; with this and the next two used up, the tune ends with what it has
 * @param judge has the best combination judged once the tune is completed; without {@code comboId}
 * @param reuseResults whether results that earlier tunes have of the same requests are taken over
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ParamTuneRequest(
        @Nullable String suiteId,
        @Nullable List<@Nullable String> models,
        @Nullable JsonNode searchSpace,
        @Nullable String optimizationMode,
        @Nullable Integer nTrials,
        @Nullable Double timeoutSeconds,
        @Nullable Objectives objective,
        @Nullable Integer repeats,
        @Nullable Boolean racing,
        @Nullable Integer maxConcurrentTrials,
        @Nullable Long seed,
        @Nullable JudgeRequest judge,
        @Nullable Integer confirmRepeats,
        @Nullable Long maxCalls,
        @Nullable Long maxTokensTotal,
        @Nullable Double maxCost,
        @Nullable Boolean reuseResults) {}
