package io.asktell.api;

import org.jspecify.annotations.Nullable;

/** Whether to stop the trial, as the pruner would or because its study was stopped, and the renewed lease. */
public record ReportResponse(boolean shouldPrune, @Nullable LeaseResponse lease) {}
