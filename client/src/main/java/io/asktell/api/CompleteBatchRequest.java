package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells many trials. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CompleteBatchRequest(@Nullable List<CompleteBatchItem> results) {}
