package io.asktell.reference;

/**
 * One candidate of a decision.
 *
 * @param token what the answer would hold more of; penalties count it. Empty when nothing would be written
 */
record Choice<T>(T value, String token, double logit) {}
