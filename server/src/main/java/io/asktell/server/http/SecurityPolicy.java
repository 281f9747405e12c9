package io.asktell.server.http;

import io.asktell.server.auth.Hashes;
import java.util.Base64;

/** What the content security policies of our pages have in common: nothing is allowed that they do not name. */
final class SecurityPolicy {
    private SecurityPolicy() {}

    /** @param allowed directives of what the page needs */
    static String allowing(String allowed) {
        return "default-src 'none'; " + allowed + "; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    }

    /** Names a style or script inside a page by its text. */
    static String hash(String inline) {
        return "'sha256-" + Base64.getEncoder().encodeToString(Hashes.sha256(inline)) + "'";
    }
}
