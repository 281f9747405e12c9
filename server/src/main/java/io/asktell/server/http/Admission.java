package io.asktell.server.http;

/** What a stream was let in with, for as long as it is open. */
final class Admission {
    private final AuthHook hook;
    private final Route route;
    private final String network;
    private volatile String shown;

    /** @param shown the credential as it was sent */
    Admission(AuthHook hook, Route route, String network, String shown) {
        this.hook = hook;
        this.route = route;
        this.network = network;
        this.shown = shown;
    }

    /** Whether who shows the same now is let in. */
    boolean holds() {
        return hook.holds(shown, route);
    }

    /** Goes on with another credential, if it is let in; else the one before counts on. */
    void renew(String credential) {
        hook.admit(credential, route, network);
        shown = credential;
    }
}
