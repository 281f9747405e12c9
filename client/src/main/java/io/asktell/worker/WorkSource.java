package io.asktell.worker;

import java.util.Optional;

/** Where trials come from. */
interface WorkSource {
    /**
     * Empty: nothing right now.
     *
     * @param key the same as long as no answer came, so that a trial whose answer got lost in an outage is not left behind
     * @throws io.asktell.client.StudyExhaustedException nothing ever again
     */
    Optional<Work> next(String key);
}
