package io.asktell.tooleval.bfcl;

import io.asktell.tooleval.Suite;
import java.util.List;
import java.util.Optional;

/**
 * What became of a pair of files: every entry is either a case of the suite or among the skipped.
 *
 * @param suite empty if no entry could be imported
 */
public record BfclImport(Optional<Suite> suite, List<Skipped> skipped) {
    public BfclImport {
        skipped = List.copyOf(skipped);
    }
}
