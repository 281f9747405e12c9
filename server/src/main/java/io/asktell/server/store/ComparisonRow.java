package io.asktell.server.store;

/** The sides of a comparison whose {@link JobRow} evaluates them: parameters as JSON, all of its search space, null where left to the model. */
public record ComparisonRow(String jobId, String metric, String paramsA, String paramsB) {}
