package io.asktell.api;

/** A tune just accepted; its combinations are trials, its evaluations single calls of a model. */
public record ParamTuneStarted(String jobId, String status, long totalCombos, long totalEvaluations) {}
