package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts a tune: which parameters make these models do best on this suite?
 *
 * @param judge has the best combination judged once the tune is completed; without {@code comboId}
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
        @Nullable JudgeRequest judge) {}
