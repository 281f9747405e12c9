package io.asktell.tooleval.target;

import java.time.Duration;

/** Hears of every call to a provider, retries too; must not throw, nor take long. */
@FunctionalInterface
public interface CallListener {
    /** One that does not listen. */
    CallListener NONE = (outcome, retry, took) -> {};

    /** What came of a call. */
    enum Outcome {
        /** The model answered. */
        ANSWERED,
        /** The provider had too much to do, or did not answer in time. */
        OVERLOADED,
        /** The provider failed or could not be reached; the call may be tried again. */
        FAILED,
        /** The provider would not have it: a wrong key, a wrong request, an answer that is none. */
        REFUSED
    }

    /** @param retry whether it repeats a call that failed */
    void called(Outcome outcome, boolean retry, Duration took);
}
