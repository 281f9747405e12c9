package io.asktell.server.http;

import io.asktell.api.ExportLine;
import io.asktell.server.problem.InvalidException;
import io.asktell.server.problem.MalformedException;
import io.asktell.server.study.Archive;
import java.util.ArrayList;
import java.util.List;

/** The lines of an export, each read like a body; one that cannot be read is named by its number. */
final class ExportLines {
    private ExportLines() {}

    static List<Archive.Line> read(String text) {
        List<Archive.Line> lines = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (!line.isBlank()) {
                lines.add(new Archive.Line("line " + number, read(line, "line " + number)));
            }
        }
        return lines;
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
