package io.asktell.worker;

import io.asktell.api.CaseResult;
import io.asktell.api.ReportRequest;
import java.util.List;

/** A trial while it is evaluated. Safe for use by several threads. */
public interface TrialContext {
    String studyName();

    /** The trial's number in its study. */
    int number();

    /** From 1; more when earlier workers lost the trial. */
    int attempt();

    Params params();

    /** Reports an intermediate value. */
    default void report(int step, double value) {
        report(new ReportRequest(step, new io.asktell.api.Score(value), null, null, null));
    }

    /**
     * Reports intermediate values, with results of cases if there are any; the lease token is filled in.
     *
     * @throws PrunedException the trial is not worth going on with: let it pass
     * @throws StoppedException nobody waits for the trial any more: let it pass
     */
    void report(ReportRequest request);

    /** Attaches something to the trial, told together with its outcome. {@code value} is anything Jackson writes. */
    void userAttr(String name, Object value);

    /** Attaches results of cases that no report brought, to be kept if the trial fails. */
    void caseResults(List<CaseResult> results);

    /** How far each constraint is violated: more than zero means that it is. */
    void constraints(List<Double> violations);

    /** Whether nobody waits for the trial any more. The evaluating thread is interrupted as well. */
    boolean stopRequested();

    /** Throws {@link StoppedException} if {@link #stopRequested}. */
    void throwIfStopped();
}
