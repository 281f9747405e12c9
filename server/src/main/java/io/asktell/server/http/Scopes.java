package io.asktell.server.http;

import io.asktell.server.auth.Scope;
import java.util.EnumSet;
import java.util.Set;

/** Who may call a route, in the words {@link Routes} uses; one of the scopes is enough, and admin always is. */
final class Scopes {
    /** No credential is needed. */
    static final Set<Scope> PUBLIC = Set.of();

    static final Set<Scope> TUNER_READ = Set.of(Scope.TUNER_READ);
    static final Set<Scope> TUNER_WRITE = Set.of(Scope.TUNER_WRITE);

    /** Whoever may write, and a worker with what its key claimed, which the service checks. */
    static final Set<Scope> TUNER_WRITE_OR_WORKER = Set.of(Scope.TUNER_WRITE, Scope.WORKER);

    static final Set<Scope> TOOL_EVAL_READ = Set.of(Scope.TOOL_EVAL_READ);
    static final Set<Scope> TOOL_EVAL_READ_OR_WORKER = Set.of(Scope.TOOL_EVAL_READ, Scope.WORKER);
    static final Set<Scope> TOOL_EVAL_WRITE = Set.of(Scope.TOOL_EVAL_WRITE);
    static final Set<Scope> WORKER = Set.of(Scope.WORKER);
    static final Set<Scope> ADMIN = Set.of(Scope.ADMIN);

    /** Any credential that holds. */
    static final Set<Scope> ANY = EnumSet.allOf(Scope.class);

    private Scopes() {}
}
