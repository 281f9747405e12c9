package io.asktell.worker;

import java.util.Optional;

/** Where trials come from. */
interface WorkSource {
    /**
     * Empty: nothing right now.
     *
     * @throws io.asktell.client.StudyExhaustedException nothing ever again
     */
    Optional<Work> next();
}
