package io.asktell.server.http;

import io.asktell.api.ExportLine;
import io.asktell.server.problem.InvalidException;
import io.asktell.server.problem.MalformedException;
import io.asktell.server.study.Archive;
import io.javalin.http.HttpResponseException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The lines of an export, each read like a body; one that cannot be read is named by its number. */
final class ExportLines {
    private ExportLines() {}

    /** Reads each line when it is asked for, so that no more than one of them is in memory. */
    static Iterator<Archive.Line> read(BufferedInputStream in) {
        return Stream.iterate(
                        new Text(1, next(in)), line -> line.bytes != null, line -> new Text(line.number + 1, next(in)))
                .map(Text::named)
                .filter(line -> !line.getValue().isBlank())
                .map(line -> new Archive.Line(line.getKey(), read(line.getValue(), line.getKey())))
                .iterator();
    }

    /** The bytes up to the next line feed, or the end; null at the end. */
    private static byte @Nullable [] next(BufferedInputStream in) {
        try {
            var line = new ByteArrayOutputStream(512);
            byte[] some = new byte[1024];
            boolean any = false;
            while (true) {
                in.mark(some.length);
                int read = in.read(some);
                if (read < 0) {
                    return any ? line.toByteArray() : null;
                }
                any = true;
                int end = 0;
                while (end < read && some[end] != '\n') {
                    end++;
                }
                line.write(some, 0, end);
                if (line.size() > Route.LARGE_BODY) {
                    throw new HttpResponseException(413, "A line may have " + Route.LARGE_BODY + " bytes at most.");
                }
                if (end < read) {
                    in.reset();
                    in.skipNBytes(end + 1L);
                    return line.toByteArray();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Text(int number, byte @Nullable [] bytes) {
        Map.Entry<String, String> named() {
            return Map.entry("line " + number, bytes == null ? "" : RequestBody.utf8(bytes));
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
