/**
 * How well a model calls tools: suites of test cases, the scoring of a model's answers, and the runner that puts one to the other.
 * Read {@link io.asktell.tooleval.Suite}, then {@link io.asktell.tooleval.Scorer}.
 */
@NullMarked
package io.asktell.tooleval;

import org.jspecify.annotations.NullMarked;
