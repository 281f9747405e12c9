package io.asktell.client;

import java.nio.charset.StandardCharsets;

/** Percent-encodes path segments and query values: everything but RFC 3986's unreserved characters, so {@code /} too. */
final class Paths {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private Paths() {}

    static String encode(String text) {
        var encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(String.format("%02X", b & 0xff));
            }
        }
        return encoded.toString();
    }

    /** Joins segments to a path, each encoded. {@code .} and {@code ..} would be taken for steps, and name nothing. */
    static String of(String prefix, String... segments) {
        var path = new StringBuilder(prefix);
        for (String segment : segments) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw new IllegalArgumentException(
                        "a name other than \"\", \".\" and \"..\", but it is \"" + segment + "\"");
            }
            path.append('/').append(encode(segment));
        }
        return path.toString();
    }
}
