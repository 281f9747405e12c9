package io.asktell.server.http;

import io.asktell.server.auth.Hashes;
import java.util.Base64;
import java.util.Map;

/** What browsers are told: headers of every answer, and policies of pages, to which nothing is allowed that they do not name. */
final class SecurityPolicy {
    /** Of every answer; pages replace the content security policy with their own. */
    static final Map<String, String> HEADERS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");

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
