package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether one configuration is better than another: of two evaluated ones; or with {@code suiteId} of any two, which are evaluated
 * for it.
 *
 * @param metric {@code score} (where absent) or {@code pass_rate}
 * @param suiteId where both are evaluated
 * @param model of a side that does not name another
 * @param repeats of each case, where they are evaluated: 1 to 20, 3 where absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CompareRequest(
        @Nullable CompareSide a,
        @Nullable CompareSide b,
        @Nullable String metric,
        @Nullable String suiteId,
        @Nullable String model,
        @Nullable Integer repeats,
        @Nullable Long seed) {
    /** Of two configurations that were evaluated. */
    public static CompareRequest evaluated(CompareSide a, CompareSide b) {
        return new CompareRequest(a, b, null, null, null, null, null);
    }

    /**
     * One side: a profile, a tune's best combination or another one of it, a run, or parameters.
     *
     * @param comboId of the job's; its best one where absent
     * @param params for both to be evaluated only; without any of all these, a model's own defaults
     * @param model for both to be evaluated only; that of the profile or run where absent
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CompareSide(
            @Nullable String profileId,
            @Nullable String jobId,
            @Nullable String comboId,
            @Nullable String runId,
            @Nullable JsonNode params,
            @Nullable String model) {
        public static CompareSide job(String jobId) {
            return new CompareSide(null, jobId, null, null, null, null);
        }

        public static CompareSide params(JsonNode params) {
            return new CompareSide(null, null, null, null, params, null);
        }
    }
}
