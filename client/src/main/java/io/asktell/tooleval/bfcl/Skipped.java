package io.asktell.tooleval.bfcl;

/**
 * An entry that was not imported.
 *
 * @param entry its id, or where it stands if it has none
 */
public record Skipped(String entry, String reason) {}
