package io.asktell.server.http;

import io.asktell.server.problem.MalformedException;
import io.asktell.server.study.Archive;
import io.asktell.server.study.Studies;
import io.asktell.server.study.TrialOrder;
import io.asktell.server.study.Trials;
import io.javalin.http.Context;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Studies as files, over HTTP. */
public final class ArchiveHandlers {
    private static final int PAGE = 500;

    private final Studies studies;
    private final Trials trials;
    private final Archive archive;

    public ArchiveHandlers(Studies studies, Trials trials, Archive archive) {
        this.studies = studies;
        this.trials = trials;
        this.archive = archive;
    }

    void export(Context ctx) {
        var format = RequestReader.query(ctx, "format").orElse("jsonl");
        if (!format.equals("jsonl") && !format.equals("csv")) {
            throw new MalformedException("malformed_query", "format is jsonl or csv, but it is " + format + ".");
        }
        var name = studies.find(ctx.pathParam("name")).row().name(); // before the answer begins
        ctx.contentType(format.equals("csv") ? "text/csv; charset=utf-8" : "application/jsonl");
        try (Writer out = new BufferedWriter(new OutputStreamWriter(ctx.outputStream(), StandardCharsets.UTF_8))) {
            if (format.equals("csv")) {
                writeCsv(name, out);
            } else {
                archive.write(name, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeCsv(String name, Writer out) throws IOException {
        int after = -1;
        boolean more = true;
        while (more) {
            var page =
                    trials.list(name, null, after, TrialOrder.NUMBER, PAGE, 0).trials();
            for (var trial : page) {
                if (after < 0) {
                    out.write(TrialCsv.header(trial));
                }
                out.write(TrialCsv.row(trial));
                after = trial.row().number();
            }
            more = page.size() == PAGE;
        }
    }

    void importStudy(Context ctx) {
        ctx.status(201)
                .json(StudyHandlers.response(archive.read(ExportLines.read(RequestBody.utf8(RequestBody.bytes(ctx))))));
    }
}
