package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** One line of an export: the study on the first, a trial on each other, by number. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExportLine(
        @Nullable ExportedStudy study, @Nullable ExportedTrial trial) {}
