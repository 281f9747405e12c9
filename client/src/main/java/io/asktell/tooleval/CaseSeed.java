package io.asktell.tooleval;

/** The seed of one call: the same trial, case and repeat give the same one, anything else gives another. */
final class CaseSeed {
    private CaseSeed() {}

    /** Between 0 and 2^31 - 1, which every provider takes. */
    static long of(long trialSeed, String caseId, int repeat) {
        long hash = mix(trialSeed + 0x9E3779B97F4A7C15L * (repeat + 1));
        for (int i = 0; i < caseId.length(); i++) {
            hash = mix(hash + caseId.charAt(i));
        }
        return hash & Integer.MAX_VALUE;
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014). */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
