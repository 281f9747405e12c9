package io.asktell.server.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.Json;
import io.asktell.api.Objectives;
import io.asktell.api.ParamTuneCombo;
import io.asktell.server.store.JobEventRow;
import io.asktell.server.store.JobEventStore;
import io.asktell.server.store.JobLogRow;
import io.asktell.server.store.JobRow;
import io.asktell.server.store.JobStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what happens to jobs, as the messages that watchers get. Whoever writes holds the lock on the job's row, so a job's
 * messages have one order, whichever server writes them; and they are there with the change they tell of, or not at all.
 */
public final class JobLog {
    /** Between two messages of how far a job is, unless a combination was done. */
    private static final Duration PROGRESS_EVERY = Duration.ofMillis(500);

    private final Standings standings;
    private final ComboViews views;
    private final Confirmations confirmations;

    public JobLog(Standings standings, ComboViews views, Confirmations confirmations) {
        this.standings = standings;
        this.views = views;
        this.confirmations = confirmations;
    }

    /** Tells that a job started, or started again. */
    void started(Handle handle, JobRow job) {
        var page = page(handle, standings.of(job, handle));
        var start = page.add("tune_start");
        start.put("status", "running");
        start.put("suite_id", job.suiteId());
        start.put("suite_name", job.suiteName());
        start.set("models", Json.mapper().valueToTree(job.models()));
        start.put("optimization_mode", job.mode());
        start.set("objective", Json.mapper().valueToTree(new Objectives(job.objectives())));
        start.put("total_combos", job.totalCombos());
        start.put(
                "total_evaluations",
                job.totalEvaluations() + page.standing.ending().confirmationEvaluations(job));
        page.progress(page.standing.progress(), "starting");
        page.write();
    }

    /** Tells what is new in the studies of a running job. */
    void advance(Handle handle, Standing standing) {
        var page = page(handle, standing);
        page.advance();
        page.write();
    }

    /** Tells that a job ended, after what its studies did until then. */
    void ended(Handle handle, JobRow job, String status, @Nullable String error) {
        var page = page(handle, standings.of(job, handle));
        page.toldAt = Instant.EPOCH; // how far it came is told in any case
        page.advance();
        if (status.equals("failed")) {
            page.add("error").put("code", "job_failed").put("detail", error);
        }
        var end = page.add("tune_complete");
        end.put("status", status);
        end.set("best", Json.mapper().valueToTree(page.standing.best().orElse(null)));
        end.set(
                "confirmation",
                Json.mapper().valueToTree(confirmations.find(page.standing).orElse(null)));
        end.put("stop_reason", page.standing.ending().stopReason());
        end.put("error", error);
        page.write();
    }

    private Page page(Handle handle, Standing standing) {
        var job = standing.job();
        var store = handle.attach(JobEventStore.class);
        var row = store.log(job.id())
                .orElseGet(() -> new JobLogRow(
                        job.id(), 0, Collections.nCopies(job.models().size(), 0L), 0, Instant.EPOCH, null));
        return new Page(store, handle.attach(JobStore.class), standing, row);
    }

    /** The messages of one transaction. */
    private final class Page {
        private final JobEventStore store;
        private final JobStore clock;
        private final JobRow job;
        private final Standing standing;
        private final JobLogRow before;
        private final List<ObjectNode> messages = new ArrayList<>();
        private final List<Long> seqs;
        private long done;
        private Instant toldAt;
        private @Nullable String best;
        private double bestValue = Double.NaN;

        Page(JobEventStore store, JobStore clock, Standing standing, JobLogRow before) {
            this.store = store;
            this.clock = clock;
            this.standing = standing;
            this.job = standing.job();
            this.before = before;
            this.seqs = new ArrayList<>(before.seqs());
            this.done = before.done();
            this.toldAt = before.toldAt();
            this.best = before.best();
            if (best != null) {
                bestValue = tree(best).path("value").asDouble();
            }
        }

        ObjectNode add(String type) {
            var message = Json.mapper().createObjectNode();
            message.put("n", before.n() + messages.size() + 1);
            message.put("type", type);
            message.put("job_id", job.id());
            messages.add(message);
            return message;
        }

        void advance() {
            int told = messages.size();
            for (int i = 0; i < job.models().size(); i++) {
                var progress = standing.search().get(i);
                if (progress.isEmpty()) {
                    continue;
                }
                var ledger = progress.get().ledger();
                for (int number : store.finished(ledger.studyId(), seqs.get(i), ledger.seq())) {
                    combo(views.find(job, i, number));
                }
                seqs.set(i, Math.max(seqs.get(i), ledger.seq()));
            }
            Instant now = clock.now();
            var progress = standing.progress();
            if (progress.calls() <= done) {
                return;
            }
            if (messages.size() > told || Duration.between(toldAt, now).compareTo(PROGRESS_EVERY) >= 0) {
                done = progress.calls();
                toldAt = now;
                progress(
                        progress,
                        (standing.confirmation().isPresent() ? "confirming the winner after " : "")
                                + progress.completed() + " of " + job.totalCombos() + " combinations"
                                + (progress.failed() > 0 ? ", " + progress.failed() + " failed" : ""));
            }
        }

        private void combo(ParamTuneCombo combo) {
            var message = add("combo_result");
            message.setAll((ObjectNode) Json.mapper().valueToTree(combo));
            var value = combo.value();
            if (combo.status().equals("COMPLETE") && value != null) {
                double first = value.toArray()[0];
                if (best == null || ComboViews.better(job, first, bestValue)) {
                    bestValue = first;
                    var node = Json.mapper().createObjectNode();
                    node.put("value", first);
                    for (String field : List.of("combo_id", "run_id", "model", "params", "score", "passed", "total")) {
                        node.set(field, message.get(field));
                    }
                    best = node.toString();
                }
            }
            message.set("best", best == null ? null : tree(best));
        }

        private void progress(JobProgress progress, String detail) {
            var message = add("job_progress");
            message.put("percent", progress.percent());
            message.put("done", progress.calls());
            message.put("total", progress.total());
            message.put("eta_seconds", progress.etaSeconds());
            message.put("detail", detail);
        }

        void write() {
            if (messages.isEmpty() && seqs.equals(before.seqs())) {
                return;
            }
            long n = before.n();
            List<JobEventRow> rows = new ArrayList<>();
            for (var message : messages) {
                rows.add(new JobEventRow(job.id(), ++n, message.toString()));
            }
            store.add(rows);
            store.keep(new JobLogRow(job.id(), n, seqs, done, toldAt, best));
        }

        private static ObjectNode tree(String json) {
            try {
                return (ObjectNode) Json.mapper().readTree(json);
            } catch (JsonProcessingException e) {
                throw new AssertionError("stored JSON is JSON", e);
            }
        }
    }
}
