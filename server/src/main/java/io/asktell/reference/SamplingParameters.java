package io.asktell.reference;

/**
 * How candidates are drawn. The parts apply in the order repetition, frequency and presence penalty, temperature, top k, top p,
 * min p.
 *
 * @param temperature 0 always takes the best candidate
 * @param topK 0 keeps all
 */
record SamplingParameters(
        double temperature,
        double topP,
        int topK,
        double minP,
        double frequencyPenalty,
        double presencePenalty,
        double repetitionPenalty) {
    /** A divisor; zero would make every repeated candidate infinitely good. */
    static final double LEAST_REPETITION_PENALTY = 0.01;

    SamplingParameters {
        check("temperature", temperature, 0, 2);
        check("top_p", topP, 0, 1);
        check("top_k", topK, 0, Integer.MAX_VALUE);
        check("min_p", minP, 0, 1);
        check("frequency_penalty", frequencyPenalty, -2, 2);
        check("presence_penalty", presencePenalty, -2, 2);
        check("repetition_penalty", repetitionPenalty, LEAST_REPETITION_PENALTY, 2);
    }

    /** What applies when a request says nothing. */
    static SamplingParameters defaults() {
        return new SamplingParameters(1, 1, 0, 0, 0, 0, 1);
    }

    private static void check(String name, double value, double low, double high) {
        if (!(low <= value && value <= high)) { // written so that NaN fails it
            throw new IllegalArgumentException(name + " between " + low + " and " + high + ", but " + value);
        }
    }
}
