package io.asktell.worker;

import io.asktell.api.CompleteRequest;
import io.asktell.api.FailRequest;
import io.asktell.api.HeartbeatResponse;
import io.asktell.api.PruneRequest;
import io.asktell.api.ReportRequest;
import io.asktell.api.ReportResponse;
import io.asktell.client.AsktellClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a worker says to the server about the trials it holds. */
interface TrialCalls {
    /** Tries once, within the time: the next heartbeat is the retry. */
    HeartbeatResponse heartbeat(String study, int number, @Nullable String leaseToken, Duration timeout);

    ReportResponse report(String study, int number, ReportRequest request);

    void tell(String study, int number, CompleteRequest request);

    void prune(String study, int number, PruneRequest request);

    void fail(String study, int number, FailRequest request);

    /** Over HTTP. */
    static TrialCalls of(AsktellClient client) {
        return new TrialCalls() {
            @Override
            public HeartbeatResponse heartbeat(
                    String study, int number, @Nullable String leaseToken, Duration timeout) {
                return client.with(options -> options.withMaxRetries(0).withRequestTimeout(timeout))
                        .study(study)
                        .heartbeat(number, leaseToken);
            }

            @Override
            public ReportResponse report(String study, int number, ReportRequest request) {
                return client.study(study).report(number, request);
            }

            @Override
            public void tell(String study, int number, CompleteRequest request) {
                client.study(study).tell(number, request);
            }

            @Override
            public void prune(String study, int number, PruneRequest request) {
                client.study(study).prune(number, request);
            }

            @Override
            public void fail(String study, int number, FailRequest request) {
                client.study(study).fail(number, request);
            }
        };
    }
}
