package io.asktell.worker;

/** Nobody waits for this trial any more: its study was stopped, its lease lost, or this worker told to stop at once. */
public final class StoppedException extends RuntimeException {
    public StoppedException(String reason) {
        super(reason, null, false, false);
    }
}
