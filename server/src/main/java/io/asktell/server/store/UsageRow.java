package io.asktell.server.store;

/** What evaluations used together. */
public record UsageRow(long calls, double promptTokens, double completionTokens) {}
