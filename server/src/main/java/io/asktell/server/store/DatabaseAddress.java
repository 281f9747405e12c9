package io.asktell.server.store;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and who may enter. The URL never holds user or password, so it may be logged; {@code toString} says no more
 * than it.
 */
public record DatabaseAddress(
        String jdbcUrl, @Nullable String user, @Nullable String password) {
    private static final String JDBC = "jdbc:postgresql:";

    /** {@code postgresql://}, {@code postgres://}, and both with a driver's name as Python programs write it. */
    private static final Pattern LIBPQ =
            Pattern.compile("postgres(?:ql)?(?:\\+\\w+)?://(.*)", Pattern.CASE_INSENSITIVE);

    private static final Pattern HOSTS = Pattern.compile("[^\\s/@,]+(,[^\\s/@,]+)*");

    /** Options that libpq and the JDBC driver call by different names. */
    private static final Map<String, String> RENAMED =
            Map.of("connect_timeout", "connectTimeout", "application_name", "ApplicationName");

    /**
     * Reads {@code postgresql://user:password@host:port/database?option=value} (parts percent-encoded) or a JDBC URL.
     *
     * @throws IllegalArgumentException saying what is wrong, without repeating the text: it may hold a password
     */
    public static DatabaseAddress parse(String text) {
        if (text.regionMatches(true, 0, JDBC, 0, JDBC.length())) {
            return parseJdbc(text.substring(JDBC.length()));
        }
        var libpq = LIBPQ.matcher(text);
        if (!libpq.matches()) {
            throw new IllegalArgumentException(
                    "must look like postgresql://user:password@host:port/database or jdbc:postgresql://host:port/database");
        }
        return parseLibpq(libpq.group(1));
    }

    private static DatabaseAddress parseLibpq(String text) {
        var query = Query.after(text);
        String rest = query.before();
        String credentials = null;
        int at = rest.lastIndexOf('@');
        if (at >= 0) {
            credentials = rest.substring(0, at);
            rest = rest.substring(at + 1);
        }
        int slash = rest.indexOf('/');
        String hosts = slash < 0 ? rest : rest.substring(0, slash);
        String database = slash < 0 ? "" : decoded(rest.substring(slash + 1));
        if (!HOSTS.matcher(hosts).matches() || query.get("host") != null) {
            throw new IllegalArgumentException(
                    "must name a host, as postgresql://user:password@host:port/database; sockets in files are not supported");
        }
        String user = query.get("user");
        String password = query.get("password");
        if (credentials != null) {
            int colon = credentials.indexOf(':');
            user = decoded(colon < 0 ? credentials : credentials.substring(0, colon));
            password = colon < 0 ? password : decoded(credentials.substring(colon + 1));
        }
        return address("//" + hosts + "/", database, query, user, password);
    }

    private static DatabaseAddress parseJdbc(String text) {
        var query = Query.after(text);
        String place = query.before();
        if (place.contains("@")) {
            throw new IllegalArgumentException(
                    "in the jdbc: form user and password are options: jdbc:postgresql://host/database?user=…&password=…");
        }
        int slash = place.startsWith("//") ? place.indexOf('/', 2) : -1;
        if (place.startsWith("//") && slash < 0) {
            return address(place + "/", "", query, query.get("user"), query.get("password"));
        }
        String before = place.substring(0, slash + 1);
        return address(before, decoded(place.substring(slash + 1)), query, query.get("user"), query.get("password"));
    }

    private static DatabaseAddress address(
            String before, String database, Query query, @Nullable String user, @Nullable String password) {
        String name = database.isEmpty() && user != null ? user : database;
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    "must name a database, as postgresql://user:password@host:port/database");
        }
        String port = before.replaceFirst("/$", "");
        if (port.matches(".*:\\d+") && Long.parseLong(port.substring(port.lastIndexOf(':') + 1)) > 65535) {
            throw new IllegalArgumentException("the port must be at most 65535");
        }
        var url = JDBC + before + encoded(name) + query.withoutCredentials();
        return new DatabaseAddress(url, blankToNull(user), blankToNull(password));
    }

    /** Host, port and database for people: the URL without its prefix and options. */
    public String place() {
        int query = jdbcUrl.indexOf('?');
        return jdbcUrl.substring(JDBC.length(), query < 0 ? jdbcUrl.length() : query)
                .replaceFirst("^//", "");
    }

    /** All of it as one JDBC URL, password included: for handing to another process, never for a log. */
    public String urlWithCredentials() {
        var options = new ArrayList<String>();
        if (user != null) {
            options.add("user=" + encoded(user));
        }
        if (password != null) {
            options.add("password=" + encoded(password));
        }
        String joint = options.isEmpty() ? "" : jdbcUrl.contains("?") ? "&" : "?";
        return jdbcUrl + joint + String.join("&", options);
    }

    @Override
    public String toString() {
        return jdbcUrl;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Percent-decoding as in a URI's path: a plus stays a plus. */
    private static String decoded(String text) {
        if (!text.contains("%")) {
            return text;
        }
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("has a % that no two hexadecimal digits follow; write it as %25", e);
        }
    }

    /** The part from the question mark on, names as the JDBC driver knows them. */
    private record Query(String before, List<Map.Entry<String, String>> options) {
        static Query after(String text) {
            // In a password a question mark must be encoded, as in any URI.
            int mark = text.indexOf('?');
            if (mark < 0) {
                return new Query(text, List.of());
            }
            var options = new ArrayList<Map.Entry<String, String>>();
            for (String option : text.substring(mark + 1).split("&")) {
                if (option.isEmpty()) {
                    continue;
                }
                int equals = option.indexOf('=');
                if (equals < 1) {
                    throw new IllegalArgumentException("has an option without a value after its question mark");
                }
                String name = decoded(option.substring(0, equals));
                options.add(Map.entry(
                        RENAMED.getOrDefault(name.toLowerCase(Locale.ROOT), name),
                        decoded(option.substring(equals + 1))));
            }
            return new Query(text.substring(0, mark), List.copyOf(options));
        }

        @Nullable
        String get(String name) {
            for (var option : options) {
                if (option.getKey().equals(name)) {
                    return option.getValue();
                }
            }
            return null;
        }

        String withoutCredentials() {
            var kept = new ArrayList<String>();
            for (var option : options) {
                if (!option.getKey().equals("user") && !option.getKey().equals("password")) {
                    kept.add(option.getKey() + "=" + encoded(option.getValue()));
                }
            }
            return kept.isEmpty() ? "" : "?" + String.join("&", kept);
        }
    }
}
