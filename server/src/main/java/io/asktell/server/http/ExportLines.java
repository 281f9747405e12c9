package io.asktell.server.http;

import io.asktell.api.ExportLine;
import io.asktell.server.problem.InvalidException;
import io.asktell.server.problem.MalformedException;
import io.asktell.server.study.Archive;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;

/** The lines of an export, each read like a body; one that cannot be read is named by its number. */
final class ExportLines {
    private ExportLines() {}

    /** Reads each line when it is asked for, so that no more than one of them is in memory as a record. */
    static Iterator<Archive.Line> read(String text) {
        return Stream.iterate(new Text(1, 0, end(text, 0)), line -> line.from <= text.length(), line -> line.next(text))
                .map(line -> Map.entry("line " + line.number, text.substring(line.from, line.to)))
                .filter(line -> !line.getValue().isBlank())
                .map(line -> new Archive.Line(line.getKey(), read(line.getValue(), line.getKey())))
                .iterator();
    }

    private static int end(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private record Text(int number, int from, int to) {
        Text next(String text) {
            return new Text(number + 1, to + 1, end(text, to + 1));
        }
    }

    private static ExportLine read(String line, String name) {
        try {
            return RequestReader.parse(line, ExportLine.class);
        } catch (InvalidException e) {
            throw new InvalidException(
                    e.code(),
                    e.errors().stream()
                            .map(error -> new InvalidException.FieldError(field(name, error.field()), error.message()))
                            .toList());
        } catch (MalformedException e) {
            throw new InvalidException(name, String.valueOf(e.getMessage()));
        }
    }

    /** A line holds a study or a trial, and nobody needs to be told which. */
    private static String field(String line, String field) {
        String inside = field.replaceFirst("^(body|study|trial)(\\.|$)", "");
        return inside.isEmpty() ? line : line + "." + inside;
    }
}
