package io.asktell.server.store;

/**
 * What evaluations took together.
 *
 * @param seconds of the combinations they belong to, one after the other
 */
public record PaceRow(long calls, double seconds, double promptTokens, double completionTokens) {}
