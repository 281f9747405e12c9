package io.asktell.reference;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** From logits to one drawn candidate, as inference engines do it. Arrays in, arrays out. */
final class TokenSampler {
    private TokenSampler() {}

    /**
     * The probability of each candidate.
     *
     * @param emitted how often each candidate was emitted before
     */
    static double[] probabilities(double[] logits, int[] emitted, SamplingParameters parameters) {
        var penalised = penalise(logits, emitted, parameters);
        var p = new double[logits.length];
        if (parameters.temperature() == 0) {
            p[argmax(penalised)] = 1;
            return p;
        }
        double top = penalised[argmax(penalised)];
        for (int i = 0; i < p.length; i++) {
            p[i] = Math.exp((penalised[i] - top) / parameters.temperature());
        }
        normalise(p);
        truncate(p, parameters);
        return p;
    }

    /** The candidate that {@code u}, uniform in [0, 1), falls on. */
    static int draw(double[] probabilities, double u) {
        double left = u;
        int last = 0;
        for (int i = 0; i < probabilities.length; i++) {
            if (probabilities[i] > 0) {
                last = i;
                left -= probabilities[i];
                if (left < 0) {
                    return i;
                }
            }
        }
        return last; // rounding left a little over
    }

    /** A repetition penalty divides positive logits and multiplies negative ones (Keskar et al. 2019, section 4.1). */
    private static double[] penalise(double[] logits, int[] emitted, SamplingParameters parameters) {
        var penalised = logits.clone();
        for (int i = 0; i < logits.length; i++) {
            if (emitted[i] > 0) {
                double logit = logits[i];
                logit = logit > 0 ? logit / parameters.repetitionPenalty() : logit * parameters.repetitionPenalty();
                penalised[i] = logit - emitted[i] * parameters.frequencyPenalty() - parameters.presencePenalty();
            }
        }
        return penalised;
    }

    /** Top k, then the smallest set that holds {@code topP} of what is left, then what reaches {@code minP} of the best. */
    private static void truncate(double[] p, SamplingParameters parameters) {
        boolean everything = parameters.topK() == 0 && parameters.topP() == 1 && parameters.minP() == 0;
        if (everything) {
            return;
        }
        var order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int kept = parameters.topK() == 0 ? p.length : Math.min(parameters.topK(), p.length);
        double mass = Arrays.stream(order, 0, kept).mapToDouble(i -> p[i]).sum();
        double held = 0;
        int nucleus = 0;
        while (nucleus < kept && (nucleus == 0 || held < parameters.topP() * mass)) {
            held += p[order[nucleus++]];
        }
        double floor = parameters.minP() * p[order[0]];
        while (nucleus > 1 && p[order[nucleus - 1]] < floor) {
            nucleus--;
        }
        for (int i = nucleus; i < order.length; i++) {
            p[order[i]] = 0;
        }
        normalise(p);
    }

    private static void normalise(double[] p) {
        double sum = Arrays.stream(p).sum();
        for (int i = 0; i < p.length; i++) {
            p[i] /= sum;
        }
    }

    private static int argmax(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }
}
