package io.asktell.api;

import org.jspecify.annotations.Nullable;

/**
 * Whether a study should go on.
 *
 * @param detail a sentence with the numbers this rests on
 * @param remaining what may still be gained, as the rule measures it: by {@code plateau} what the last trials gained, by {@code regret_bound} at
 *     most so many standard deviations of the values; null while there is too little to tell
 */
public record AdviceResponse(
        boolean stop, String rule, String detail, @Nullable Double remaining) {}
