package io.asktell.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells many trials. */
public record CompleteBatchRequest(@Nullable List<CompleteBatchItem> results) {}
