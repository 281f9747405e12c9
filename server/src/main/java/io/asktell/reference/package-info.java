/**
 * A small tool-calling model of our own behind an OpenAI-compatible endpoint, to tune against without a network. The model is
 * {@link io.asktell.reference.ReferenceModel}, a pure function; {@link io.asktell.reference.ReferenceModelServer} serves it.
 */
@NullMarked
package io.asktell.reference;

import org.jspecify.annotations.NullMarked;
