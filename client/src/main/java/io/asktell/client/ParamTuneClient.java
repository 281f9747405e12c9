package io.asktell.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.CompareRequest;
import io.asktell.api.CompareResponse;
import io.asktell.api.EmptyRequest;
import io.asktell.api.JudgeReport;
import io.asktell.api.JudgeRequest;
import io.asktell.api.ParamTuneCombo;
import io.asktell.api.ParamTuneComboDetail;
import io.asktell.api.ParamTuneDetail;
import io.asktell.api.ParamTuneImportance;
import io.asktell.api.ParamTuneRequest;
import io.asktell.api.ParamTuneStarted;
import io.asktell.api.ParamTuneSummary;
import io.asktell.api.ProfileResponse;
import io.asktell.api.SaveProfileRequest;
import java.util.List;
import java.util.stream.Stream;

/** Tunes of models' parameters on suites. */
public final class ParamTuneClient {
    private static final String TUNES = "/api/tool-eval/param-tune";

    private final Transport transport;

    ParamTuneClient(Transport transport) {
        this.transport = transport;
    }

    /** Starts a tune; it goes on without the caller. */
    public ParamTuneStarted start(ParamTuneRequest request) {
        return transport.send(Call.keyedPost(TUNES, request)).read(ParamTuneStarted.class);
    }

    /** What a tune would cost. */
    public JsonNode estimate(ParamTuneRequest request) {
        return transport.send(Call.idempotentPost(TUNES + "/estimate", request)).read(JsonNode.class);
    }

    public ParamTuneDetail get(String jobId) {
        return transport.send(Call.get(Paths.of(TUNES, jobId))).read(ParamTuneDetail.class);
    }

    /** All tunes, page by page as the stream is read. */
    public Stream<ParamTuneSummary> list() {
        return Pages.stream(transport, Call.get(TUNES), ParamTuneSummary.class);
    }

    /** The combinations of a tune, page by page as the stream is read. */
    public Stream<ParamTuneCombo> combos(String jobId) {
        return Pages.stream(transport, Call.get(Paths.of(TUNES, jobId, "combos")), ParamTuneCombo.class);
    }

    /** Which parameters mattered to each model, for the first objective. */
    public List<ParamTuneImportance> importance(String jobId) {
        return List.of(
                transport.send(Call.get(Paths.of(TUNES, jobId, "importance"))).read(ParamTuneImportance[].class));
    }

    /** The combinations that no other dominates. */
    public List<ParamTuneCombo> pareto(String jobId) {
        return List.of(
                transport.send(Call.get(Paths.of(TUNES, jobId, "pareto"))).read(ParamTuneCombo[].class));
    }

    public ParamTuneComboDetail combo(String jobId, String comboId) {
        return transport
                .send(Call.get(Paths.of(TUNES, jobId, "combos", comboId)))
                .read(ParamTuneComboDetail.class);
    }

    /** Any evaluated run, case by case. */
    public ParamTuneComboDetail run(String runId) {
        return transport.send(Call.get(Paths.of("/api/tool-eval/runs", runId))).read(ParamTuneComboDetail.class);
    }

    /** Keeps a combination of a tune as a profile of its model. */
    public ProfileResponse saveProfile(String jobId, SaveProfileRequest request) {
        return transport
                .send(Call.keyedPost(Paths.of(TUNES, jobId, "save-profile"), request))
                .read(ProfileResponse.class);
    }

    /** Makes the best combination of a tune the current values of its model. */
    public JsonNode apply(String jobId) {
        return transport
                .send(Call.idempotentPost(Paths.of(TUNES, jobId, "apply"), new EmptyRequest()))
                .read(JsonNode.class);
    }

    /** Has a model judge the answers of an ended tune; {@link #judgeReport} tells when it is done. */
    public JudgeReport judge(String jobId, JudgeRequest request) {
        return transport
                .send(Call.keyedPost(Paths.of(TUNES, jobId, "judge"), request))
                .read(JudgeReport.class);
    }

    public JudgeReport judgeReport(String jobId) {
        return transport.send(Call.get(Paths.of(TUNES, jobId, "judge"))).read(JudgeReport.class);
    }

    /** Evaluates two configurations to compare them; {@link #comparison} tells the verdict once the job is completed. */
    public ParamTuneStarted startComparison(CompareRequest request) {
        return transport.send(Call.keyedPost("/api/tool-eval/compare", request)).read(ParamTuneStarted.class);
    }

    public CompareResponse comparison(String jobId) {
        return transport
                .send(Call.get(Paths.of("/api/tool-eval/compare", jobId)))
                .read(CompareResponse.class);
    }

    /** Whether one evaluated configuration is better than another. */
    public CompareResponse compare(CompareRequest request) {
        return transport
                .send(Call.idempotentPost("/api/tool-eval/compare", request))
                .read(CompareResponse.class);
    }

    /** Cancels a tune; what it found so far stays. */
    public ParamTuneDetail cancel(String jobId) {
        return transport
                .send(Call.idempotentPost(Paths.of(TUNES, jobId, "cancel"), new EmptyRequest()))
                .read(ParamTuneDetail.class);
    }

    public void delete(String jobId) {
        transport.delete(Paths.of(TUNES, jobId));
    }
}
