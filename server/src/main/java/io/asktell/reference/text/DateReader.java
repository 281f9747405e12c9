package io.asktell.reference.text;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the dates and times of day of a text. */
final class DateReader {
    private static final String MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
    private static final Pattern DATE = Pattern.compile(
            "\\b(?<iy>\\d{4})[-/](?<im>\\d{1,2})[-/](?<id>\\d{1,2})\\b"
                    + "|\\b(?<nm>\\d{1,2})[-/](?<nd>\\d{1,2})[-/](?<ny>\\d{4})\\b"
                    + "|\\b(?<mm>(?:" + MONTHS
                    + ")[a-z]*)\\.?\\s*(?<md>\\d{1,2})(?:st|nd|rd|th)?(?:\\s*[,.]\\s*|\\s+)(?<my>\\d{4})\\b"
                    + "|\\b(?<dd>\\d{1,2})(?:st|nd|rd|th)?(?:\\s+of)?\\s+(?<dm>(?:" + MONTHS
                    + ")[a-z]*)\\.?,?\\s+(?<dy>\\d{4})\\b"
                    + "|\\b(?<ym>(?:" + MONTHS + ")[a-z]*)\\.?,?\\s+(?<yy>\\d{4})\\b"
                    + "|\\b(?:today|tomorrow|tonight|yesterday|(?:next|this|last|current) (?:week|month|year|weekend)"
                    + "|(?:next |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TIME = Pattern.compile(
            "\\b(?<h>\\d{1,2})(?::(?<m>\\d{2}))?\\s*(?<half>[ap])\\.?m\\b\\.?|\\b(?<h24>\\d{1,2}):(?<m24>\\d{2})\\b",
            Pattern.CASE_INSENSITIVE);

    private DateReader() {}

    /** A piece of text that names a day, or a month when {@code date} holds its first day and {@code day} is false. */
    record Found(int start, int end, String text, @Nullable LocalDate date, boolean day) {}

    static List<Found> dates(String text) {
        var found = new ArrayList<Found>();
        var matcher = DATE.matcher(text);
        while (matcher.find()) {
            boolean day = matcher.group("yy") == null;
            found.add(new Found(matcher.start(), matcher.end(), matcher.group(), date(matcher), day));
        }
        return found;
    }

    static List<Found> times(String text) {
        var found = new ArrayList<Found>();
        var matcher = TIME.matcher(text);
        while (matcher.find()) {
            found.add(new Found(matcher.start(), matcher.end(), matcher.group(), null, false));
        }
        return found;
    }

    private static @Nullable LocalDate date(Matcher matcher) {
        try {
            if (matcher.group("iy") != null) {
                return LocalDate.of(number(matcher, "iy"), number(matcher, "im"), number(matcher, "id"));
            }
            if (matcher.group("ny") != null) {
                int first = number(matcher, "nm");
                int second = number(matcher, "nd");
                return first > 12
                        ? LocalDate.of(number(matcher, "ny"), second, first)
                        : LocalDate.of(number(matcher, "ny"), first, second);
            }
            if (matcher.group("my") != null) {
                return LocalDate.of(number(matcher, "my"), month(matcher.group("mm")), number(matcher, "md"));
            }
            if (matcher.group("dy") != null) {
                return LocalDate.of(number(matcher, "dy"), month(matcher.group("dm")), number(matcher, "dd"));
            }
            return matcher.group("yy") == null
                    ? null
                    : LocalDate.of(number(matcher, "yy"), month(matcher.group("ym")), 1);
        } catch (DateTimeException e) {
            return null; // the thirteenth month: a number that only looks like a date
        }
    }

    private static int number(Matcher matcher, String group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static int month(String name) {
        return MONTHS.indexOf(name.substring(0, 3).toLowerCase(Locale.ROOT)) / 4 + 1;
    }
}
