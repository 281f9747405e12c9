package io.asktell.server.study;

/** Something that happened to a study; {@code seq} orders the events of one study, {@code trial} is -1 where none is concerned. */
public record StudyEvent(long studyId, long seq, Type type, int trial) {
    /** What happened. */
    public enum Type {
        TRIAL_STARTED,
        TRIAL_REPORTED,
        TRIAL_FINISHED,
        STUDY_UPDATED
    }
}
