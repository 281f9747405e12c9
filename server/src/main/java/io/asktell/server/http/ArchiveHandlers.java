package io.asktell.server.http;

import io.asktell.server.problem.MalformedException;
import io.asktell.server.study.Archive;
import io.asktell.server.study.Trials;
import io.javalin.http.Context;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** Studies as files, over HTTP. */
public final class ArchiveHandlers {
    /** Well below the number of threads. */
    private static final int EXPORTS = 50;

    private final StreamedAnswers answers = new StreamedAnswers(EXPORTS);
    private final Trials trials;
    private final Archive archive;
    private final long maxImport;

    /** @param maxImport how large an import may be, in bytes */
    public ArchiveHandlers(Trials trials, Archive archive, long maxImport) {
        this.trials = trials;
        this.archive = archive;
        this.maxImport = maxImport;
    }

    void export(Context ctx) {
        var format = RequestReader.query(ctx, "format").orElse("jsonl");
        if (!format.equals("jsonl") && !format.equals("csv")) {
            throw new MalformedException("malformed_query", "format is jsonl or csv, but it is " + format + ".");
        }
        var name = ctx.pathParam("name");
        if (format.equals("csv")) {
            answers.send(ctx, "text/csv; charset=utf-8", out -> writeCsv(name, out));
        } else {
            answers.send(ctx, "application/jsonl", out -> archive.write(name, out));
        }
    }

    private void writeCsv(String name, Writer out) throws IOException {
        trials.forEach(name, trial -> {
            if (trial.row().number() == 0) {
                out.write(TrialCsv.header(trial));
            }
            out.write(TrialCsv.row(trial));
        });
    }

    void importStudy(Context ctx) {
        try (var file = RequestBody.file(ctx);
                var in = new BufferedInputStream(file.read(), 1 << 16)) {
            ctx.status(201).json(StudyHandlers.response(archive.read(ExportLines.read(in))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How large an import may be, in bytes. */
    long maxImport() {
        return maxImport;
    }
}
