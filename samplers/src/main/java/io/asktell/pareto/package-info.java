/**
 * Which of many loss vectors are best, and how good a set of them is. Smaller is better in every coordinate; knows vectors, not
 * trials. Read {@link io.asktell.pareto.Pareto} first.
 */
@NullMarked
package io.asktell.pareto;

import org.jspecify.annotations.NullMarked;
