package io.asktell.api.plots;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When which trial was worked on; {@code total} is how many have started.
 *
 * @param spans the newest trials, by number
 * @param buckets the whole study, in at most 100 spans of equal length
 */
public record TimelinePlot(
        String version, int trials, int total, int shown, List<TimelineSpan> spans, List<TimelineBucket> buckets) {
    /** A trial; without an end it is running. */
    public record TimelineSpan(
            int number,
            String state,
            @Nullable String worker,
            Instant start,
            @Nullable Instant end) {}

    /**
     * A part of the study's time.
     *
     * @param running how many trials ran at a time, on average
     * @param finished how many ended
     */
    public record TimelineBucket(Instant from, Instant to, double running, int finished) {}
}
