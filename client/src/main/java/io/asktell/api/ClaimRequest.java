package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker asks for any trial of any job.
 *
 * @param kinds of work it can do, as {@code tool_eval}
 * @param waitSeconds how long the server may hold the call open until there is something
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClaimRequest(
        @Nullable String worker,
        @Nullable List<@Nullable String> kinds,
        @Nullable Double waitSeconds) {}
