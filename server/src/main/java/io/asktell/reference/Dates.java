package io.asktell.reference;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates as descriptions ask for them. */
final class Dates {
    private Dates() {}

    /** By a pattern of {@code yyyy}, {@code mm} and {@code dd} in any case. */
    static String format(LocalDate date, String pattern) {
        return date.format(
                DateTimeFormatter.ofPattern(pattern.toLowerCase(Locale.ROOT).replace("mm", "MM"), Locale.ROOT));
    }
}
