package io.asktell.api;

import org.jspecify.annotations.Nullable;

/**
 * The study of an export: what creating it takes, and where it stands.
 *
 * @param format {@link #FORMAT}
 * @param seed of its sampler, where it was not given as an option
 */
public record ExportedStudy(
        int format,
        @Nullable CreateStudyRequest definition,
        @Nullable Long seed,
        @Nullable String status) {
    /** The format that is written, and the only one that is read. */
    public static final int FORMAT = 1;
}
