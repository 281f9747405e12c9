/** Suites from and to the files of the Berkeley Function Calling Leaderboard. Read {@link io.asktell.tooleval.bfcl.BfclImporter} first. */
@NullMarked
package io.asktell.tooleval.bfcl;

import org.jspecify.annotations.NullMarked;
