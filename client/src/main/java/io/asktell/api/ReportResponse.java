package io.asktell.api;

import org.jspecify.annotations.Nullable;

/** Whether the pruner would stop the trial, and the renewed lease. */
public record ReportResponse(boolean shouldPrune, @Nullable LeaseResponse lease) {}
