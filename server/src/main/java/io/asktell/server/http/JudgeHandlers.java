package io.asktell.server.http;

import io.asktell.api.JudgeReport;
import io.asktell.api.JudgeReport.JudgeVerdict;
import io.asktell.api.JudgeRequest;
import io.asktell.server.jobs.ComboDetails;
import io.asktell.server.jobs.Combos;
import io.asktell.server.jobs.Jobs;
import io.asktell.server.jobs.Judges;
import io.asktell.server.problem.ConflictException;
import io.asktell.server.store.JudgeRow;
import io.javalin.http.Context;
import java.util.List;

/** Judges of tunes over HTTP. */
public final class JudgeHandlers {
    private final Jobs jobs;
    private final Combos combos;
    private final ComboDetails details;
    private final Judges judges;

    public JudgeHandlers(Jobs jobs, Combos combos, ComboDetails details, Judges judges) {
        this.jobs = jobs;
        this.combos = combos;
        this.details = details;
        this.judges = judges;
    }

    void start(Context ctx) {
        var job = jobs.find(ctx.pathParam("job_id"));
        var request = RequestReader.body(ctx, JudgeRequest.class);
        if (!job.ended()) {
            throw new ConflictException("job_not_ended", "The tune is " + job.status() + "; wait for it to end.");
        }
        ctx.status(202).json(report(judges.start(details.of(combos.run(job, request.comboId())), request)));
    }

    void find(Context ctx) {
        ctx.json(report(judges.find(jobs.find(ctx.pathParam("job_id")).id())));
    }

    private static JudgeReport report(JudgeRow row) {
        var verdicts = Judges.verdicts(row);
        int correct = count(verdicts, "correct");
        int incorrect = count(verdicts, "incorrect");
        long agreed = verdicts.stream()
                .filter(each -> each.verdict().equals(each.outcome().equals("correct") ? "correct" : "incorrect"))
                .count();
        int parsed = correct + incorrect;
        return new JudgeReport(
                row.jobId(),
                row.runId(),
                row.model(),
                row.status(),
                row.planned(),
                correct,
                incorrect,
                count(verdicts, "unparsable"),
                count(verdicts, "unanswered"),
                parsed == 0 ? null : Double.valueOf((double) agreed / parsed),
                verdicts,
                row.error(),
                row.createdAt(),
                row.completedAt());
    }

    private static int count(List<JudgeVerdict> verdicts, String verdict) {
        return (int)
                verdicts.stream().filter(each -> each.verdict().equals(verdict)).count();
    }
}
