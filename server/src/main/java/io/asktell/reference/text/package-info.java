/**
 * Reads a person's request: its words, and the numbers, dates, names, phrases and lists it mentions. Knows nothing of tools or
 * JSON. Start with {@link io.asktell.reference.text.Prompt}.
 */
@NullMarked
package io.asktell.reference.text;

import org.jspecify.annotations.NullMarked;
