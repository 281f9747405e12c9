package io.asktell.tooleval;

/** Watches a run, and may end it. Called by the thread that runs the suite. */
public interface RunListener {
    /**
     * A case was judged. Calls come in the order of the steps, whatever order the answers came in.
     *
     * @param step from 0; all cases in the order of the suite, then all again for the next repeat
     */
    void onCase(int step, CaseRun result);

    /** Whether to give up: asked before every case and a few times a second while answers are awaited. */
    default boolean shouldStop() {
        return false;
    }
}
