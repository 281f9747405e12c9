/** Which parameters mattered. Read {@link io.asktell.importance.ImportanceEvaluator} first. */
@NullMarked
package io.asktell.importance;

import org.jspecify.annotations.NullMarked;
