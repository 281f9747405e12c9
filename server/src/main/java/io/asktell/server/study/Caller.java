package io.asktell.server.study;

import io.asktell.server.problem.ForbiddenException;
import org.jspecify.annotations.Nullable;

/**
 * Who changes a trial.
 *
 * @param credential the id of the key, absent where keys are off
 * @param claimedOnly whether only trials that this credential claimed may be changed
 */
public record Caller(@Nullable String credential, boolean claimedOnly) {
    void checkMayChange(int trial, @Nullable String claimedBy) {
        if (claimedOnly && (credential == null || !credential.equals(claimedBy))) {
            throw new ForbiddenException(
                    "scope_missing",
                    "Trial " + trial + " was not claimed with this key; changing it takes scope tuner:write.");
        }
    }
}
