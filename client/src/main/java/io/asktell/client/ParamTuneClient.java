package io.asktell.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.EmptyRequest;
import io.asktell.api.ParamTuneCombo;
import io.asktell.api.ParamTuneComboDetail;
import io.asktell.api.ParamTuneDetail;
import io.asktell.api.ParamTuneRequest;
import io.asktell.api.ParamTuneStarted;
import io.asktell.api.ParamTuneSummary;
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

    public ParamTuneComboDetail combo(String jobId, String comboId) {
        return transport
                .send(Call.get(Paths.of(TUNES, jobId, "combos", comboId)))
                .read(ParamTuneComboDetail.class);
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
