package io.asktell.client;

import io.asktell.api.AdviceResponse;
import io.asktell.api.BestResponse;
import io.asktell.api.CompleteBatchRequest;
import io.asktell.api.CompleteBatchResult;
import io.asktell.api.CompleteRequest;
import io.asktell.api.EnqueueRequest;
import io.asktell.api.FailRequest;
import io.asktell.api.HeartbeatRequest;
import io.asktell.api.HeartbeatResponse;
import io.asktell.api.ImportanceResponse;
import io.asktell.api.ParetoItem;
import io.asktell.api.PatchStudyRequest;
import io.asktell.api.PruneRequest;
import io.asktell.api.ReportRequest;
import io.asktell.api.ReportResponse;
import io.asktell.api.Score;
import io.asktell.api.Scores;
import io.asktell.api.StudyResponse;
import io.asktell.api.SuggestBatchResponse;
import io.asktell.api.SuggestRequest;
import io.asktell.api.SuggestResponse;
import io.asktell.api.TrialResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One study and its trials. */
public final class StudyClient {
    private final Transport transport;
    private final String name;
    private final String path;

    StudyClient(Transport transport, String name) {
        this.transport = transport;
        this.name = name;
        this.path = Paths.of(AsktellClient.STUDIES, name);
    }

    public String name() {
        return name;
    }

    public StudyResponse get() {
        return transport.send(Call.get(path)).read(StudyResponse.class);
    }

    public StudyResponse patch(PatchStudyRequest request) {
        return transport.send(Call.patch(path, request)).read(StudyResponse.class);
    }

    /** Deletes the study with all its trials. */
    public void delete() {
        transport.delete(path);
    }

    /** Asks for one trial with the study's own lease. Throws {@link StudyExhaustedException} once there are none left. */
    public SuggestResponse ask() {
        return ask(new SuggestRequest(null, null, null, null));
    }

    /** Asks for one trial; {@code count} must be absent. */
    public SuggestResponse ask(SuggestRequest request) {
        return ask(request, Call.newKey());
    }

    /** Asks again after an ask that got no answer, with the same key: the trial that one got, if any, is given out now. */
    public SuggestResponse ask(SuggestRequest request, String idempotencyKey) {
        if (request.count() != null) {
            throw new IllegalArgumentException("askMany takes a count, ask does not");
        }
        return transport
                .send(Call.keyedPost(path + "/trials/suggest", request, idempotencyKey))
                .read(SuggestResponse.class);
    }

    /** Asks for up to {@code count} trials; fewer come when fewer are left. */
    public List<SuggestResponse> askMany(SuggestRequest request) {
        if (request.count() == null) {
            throw new IllegalArgumentException("askMany needs a count");
        }
        return transport
                .send(Call.keyedPost(path + "/trials/suggest", request))
                .read(SuggestBatchResponse.class)
                .trials();
    }

    /** Adds a trial of one's own choice, which the next ask gets. */
    public TrialResponse enqueue(EnqueueRequest request) {
        return transport.send(Call.keyedPost(path + "/trials/enqueue", request)).read(TrialResponse.class);
    }

    /** Renews the lease of a trial. */
    public HeartbeatResponse heartbeat(int trialId, @Nullable String leaseToken) {
        return post(trialId, "heartbeat", new HeartbeatRequest(leaseToken)).read(HeartbeatResponse.class);
    }

    /** Reports one intermediate value. */
    public ReportResponse report(int trialId, int step, double value) {
        return report(trialId, new ReportRequest(step, new Score(value), null, null, null));
    }

    public ReportResponse report(int trialId, ReportRequest request) {
        return post(trialId, "report", request).read(ReportResponse.class);
    }

    /** Tells the objective values of a trial. */
    public TrialResponse tell(int trialId, double... values) {
        return tell(trialId, new CompleteRequest(Scores.of(values), null, null, null, null, null));
    }

    public TrialResponse tell(int trialId, CompleteRequest request) {
        return post(trialId, "complete", request).read(TrialResponse.class);
    }

    /** Tells many trials; one that is refused does not keep the others from being told. */
    public List<CompleteBatchResult> tellMany(CompleteBatchRequest request) {
        return transport
                .send(Call.idempotentPost(path + "/trials/complete", request))
                .readList(CompleteBatchResult.class);
    }

    public TrialResponse prune(int trialId, PruneRequest request) {
        return post(trialId, "prune", request).read(TrialResponse.class);
    }

    public TrialResponse fail(int trialId, FailRequest request) {
        return post(trialId, "fail", request).read(TrialResponse.class);
    }

    public TrialResponse trial(int trialId) {
        return transport.send(Call.get(path + "/trials/" + trialId)).read(TrialResponse.class);
    }

    /** Trials, page by page as the stream is read. */
    public Stream<TrialResponse> trials(TrialQuery query) {
        var call = Call.get(path + "/trials")
                .query("state", query.state())
                .query("order", query.order())
                .query("limit", query.pageSize());
        return Pages.stream(transport, call, TrialResponse.class);
    }

    /** The best trial, of several objectives the first of the front; empty if none is complete. */
    public Optional<BestResponse> best() {
        try {
            return Optional.of(transport.send(Call.get(path + "/best")).read(BestResponse.class));
        } catch (NotFoundException e) {
            if (e.code().equals("no_completed_trials")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The trials that no other dominates. */
    public List<ParetoItem> pareto() {
        return transport.send(Call.get(path + "/pareto")).readList(ParetoItem.class);
    }

    /** Which parameters mattered for the first objective. */
    public ImportanceResponse importance() {
        return importance(null, null);
    }

    /**
     * Which parameters mattered.
     *
     * @param targetIdx the objective; null for the first
     * @param method {@code fanova}, {@code ped_anova} or {@code mdi}; null for the server's choice
     */
    public ImportanceResponse importance(@Nullable Integer targetIdx, @Nullable String method) {
        return transport
                .send(Call.get(path + "/importance")
                        .query("target_idx", targetIdx)
                        .query("method", method))
                .read(ImportanceResponse.class);
    }

    /** Whether to go on, by the server's usual rule; for studies of one objective. */
    public AdviceResponse advice() {
        return advice(null, null);
    }

    /**
     * Whether to go on; for studies of one objective.
     *
     * @param rule {@code plateau} or {@code regret_bound}; null for the server's choice
     * @param trials how many without improvement are a plateau; null for the server's choice
     */
    public AdviceResponse advice(@Nullable String rule, @Nullable Integer trials) {
        return transport
                .send(Call.get(path + "/advice").query("rule", rule).query("trials", trials))
                .read(AdviceResponse.class);
    }

    /** Writes the study and its trials as {@code jsonl}, which can be imported again, or as {@code csv}. */
    public void export(String format, OutputStream to) throws IOException {
        try (var body = transport
                .open(Call.get(path + "/export").query("format", format).header("Accept", "*/*"))
                .body()) {
            body.transferTo(to);
        }
    }

    /** What happens to the study from now on, or from after an event that was seen before. */
    public EventStream events(@Nullable String lastEventId) {
        return new EventStream(transport, path + "/events", lastEventId);
    }

    private Answer post(int trialId, String what, Object request) {
        return transport.send(Call.idempotentPost(path + "/trials/" + trialId + "/" + what, request));
    }
}
