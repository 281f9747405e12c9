package io.asktell.stop;

/**
 * Whether it seems worth going on.
 *
 * @param reason a sentence with the numbers it rests on
 * @param remaining an upper bound of what may still be gained, as the advisor measures it; infinite while there is too little to tell
 */
public record StopAdvice(boolean stop, String reason, double remaining) {
    /** To go on, as fewer than so many trials have completed. */
    public static StopAdvice tooEarly(int completed, int needed) {
        return new StopAdvice(
                false,
                completed + " trials completed, and " + needed + " are needed to tell.",
                Double.POSITIVE_INFINITY);
    }
}
