package io.asktell.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.server.problem.NotFoundException;
import io.asktell.worker.FailedException;
import io.asktell.worker.StoppedException;
import org.junit.jupiter.api.Test;

final class EmbeddedWorkersTest {
    @Test
    void failure_thatTheServerHasWordsFor_isToldInThem() {
        assertThat(EmbeddedWorkers.plain(new NotFoundException("provider_not_found", "There is no provider \"p\".")))
                .isInstanceOf(FailedException.class)
                .hasMessage("There is no provider \"p\".");
    }

    @Test
    void failure_insideTheServer_isToldWithoutItsInsides() {
        assertThat(EmbeddedWorkers.plain(new IllegalStateException("secret detail")))
                .isInstanceOf(FailedException.class)
                .hasMessageNotContainingAny("secret", "Exception", "java");
    }

    @Test
    void endOfTheEvaluation_passes() {
        var stopped = new StoppedException("the server asked to stop");

        assertThat(EmbeddedWorkers.plain(stopped)).isSameAs(stopped);
    }
}
