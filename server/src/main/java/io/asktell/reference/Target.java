package io.asktell.reference;

/**
 * A parameter that is to be filled, and all that is known about it.
 *
 * @param rank how many parameters of its kind (numbers, or everything else) come before it in the tool
 */
record Target(ParameterSpec parameter, Cues cues, ParameterHints hints, Role role, int rank) {}
