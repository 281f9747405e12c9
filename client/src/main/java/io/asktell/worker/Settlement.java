package io.asktell.worker;

import io.asktell.api.CompleteRequest;
import io.asktell.api.FailRequest;
import io.asktell.api.PruneRequest;
import io.asktell.client.ApiException;
import io.asktell.client.InvalidRequestException;
import io.asktell.client.LeaseLostException;
import io.asktell.client.NotFoundException;
import io.asktell.client.TrialFinishedException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a trial ended, and telling the server so. */
final class Settlement {
    private static final Logger log = LoggerFactory.getLogger(Settlement.class);
    private static final int LONGEST_REASON = 1000;

    private final HeldTrial trial;
    private final TrialCalls calls;
    private final Runnable telling;

    private Settlement(HeldTrial trial, TrialCalls calls, Runnable telling) {
        this.trial = trial;
        this.calls = calls;
        this.telling = telling;
    }

    /** Evaluates the trial. An error of the machine, such as no memory, is passed on: the lease will run out. */
    static Settlement of(HeldTrial trial, TrialCalls calls) {
        try {
            var result = trial.evaluate();
            return new Settlement(
                    trial,
                    calls,
                    () -> calls.tell(
                            trial.studyName(),
                            trial.number(),
                            new CompleteRequest(
                                    result.values(),
                                    null,
                                    trial.userAttrs(),
                                    trial.constraints(),
                                    trial.token(),
                                    result.cases().isEmpty() ? null : result.cases())));
        } catch (PrunedException e) {
            return new Settlement(
                    trial,
                    calls,
                    () -> calls.prune(
                            trial.studyName(),
                            trial.number(),
                            new PruneRequest(e.intermediateValues(), trial.userAttrs(), trial.token())));
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            return failed(trial, calls, e);
        }
    }

    private static Settlement failed(HeldTrial trial, TrialCalls calls, Throwable e) {
        var stopReason = trial.stopReason();
        String why = why(e);
        if (trial.lost()) {
            log.warn("trial {} is given up: {}", trial.name(), stopReason);
            return new Settlement(trial, calls, () -> {});
        }
        if (stopReason != null) {
            log.info("trial {} is stopped: {}", trial.name(), stopReason);
        } else {
            log.info("trial {} fails: {}", trial.name(), oneLine(why));
            log.debug("trial {} fails", trial.name(), e);
        }
        var reason = stopReason == null ? why : stopReason;
        return new Settlement(trial, calls, () -> fail(trial, calls, reason));
    }

    /** The words of what we throw say enough; of anything else, its class may be all there is to go by. */
    private static String why(Throwable e) {
        var spoken = e instanceof FailedException || e instanceof ApiException || e instanceof StoppedException;
        return spoken && e.getMessage() != null ? e.getMessage() : e.toString();
    }

    private static void fail(HeldTrial trial, TrialCalls calls, String reason) {
        calls.fail(
                trial.studyName(),
                trial.number(),
                new FailRequest(printable(reason), trial.userAttrs(), trial.token(), trial.caseResults()));
    }

    /** Tells the server, through outages until {@code enough}. A refusal ends it: the trial is somebody else's by then. */
    void tell(Persistence persistence, BooleanSupplier enough) {
        try {
            tell(telling, persistence, enough);
        } catch (LeaseLostException | TrialFinishedException | NotFoundException e) {
            log.warn("trial {} is not this worker's any more; its result is dropped: {}", trial.name(), e.getMessage());
        } catch (InvalidRequestException e) {
            log.warn("the result of trial {} was refused, so it fails: {}", trial.name(), e.getMessage());
            try {
                tell(() -> fail(trial, calls, "its result was refused: " + e.getMessage()), persistence, enough);
            } catch (ApiException again) {
                log.error("trial {} cannot even fail; its lease will run out: {}", trial.name(), again.getMessage());
            }
        } catch (ApiException e) {
            log.error("the outcome of trial {} could not be told and is lost: {}", trial.name(), e.getMessage());
        }
    }

    private void tell(Runnable call, Persistence persistence, BooleanSupplier enough) {
        persistence.call(
                "telling trial " + trial.name(),
                () -> {
                    call.run();
                    return true;
                },
                enough);
    }

    /** Short enough, and without what neither JSON nor PostgreSQL can carry. */
    private static String printable(String reason) {
        var text = new StringBuilder();
        reason.codePoints()
                .limit(LONGEST_REASON)
                .forEach(c -> text.appendCodePoint(c == 0 || c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
        return text.toString();
    }

    private static String oneLine(String reason) {
        return printable(reason).replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
