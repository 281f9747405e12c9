package io.asktell.reference.text;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A date or a time of day in a text.
 *
 * @param date the day meant, or the first of the month meant, where that is certain
 * @param day whether a single day is meant
 */
public record DateMention(Span span, @Nullable LocalDate date, boolean day) {}
