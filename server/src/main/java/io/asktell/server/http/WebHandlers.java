package io.asktell.server.http;

import io.asktell.server.auth.Hashes;
import io.asktell.server.problem.NotFoundException;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The web UI: one page, and the files it is made of. They need no credential; what the page shows, it asks for with its reader's own.
 * Files of libraries come out of WebJars and have their version in the address.
 */
public final class WebHandlers {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");
    private static final Set<String> LIBRARIES =
            Set.of("lit", "lit-html", "lit-element", "lit__reactive-element", "echarts");
    private static final Pattern FILE =
            Pattern.compile("(?:[a-z0-9_-][a-z0-9._-]*/)*[a-z0-9_-][a-z0-9._-]*\\.(js|css|svg)");
    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

    /** A file as it is sent; {@code tag} is its ETag, a hash of the content. */
    private record Asset(byte[] content, String tag) {
        static Asset of(byte[] content) {
            return new Asset(
                    content,
                    '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(Hashes.sha256(content)) + '"');
        }
    }

    private final Map<String, Asset> assets = new ConcurrentHashMap<>();
    private final Asset page;
    private final String securityPolicy;

    /**
     * @param authenticates whether the API asks for a credential; the page must know before it asks, or its first request would be refused
     */
    public WebHandlers(boolean authenticates) {
        var written = asset("/web/index.html").orElseThrow(() -> new AssertionError("web/index.html is not there"));
        var text = new String(written.content(), StandardCharsets.UTF_8);
        this.securityPolicy = securityPolicy(text);
        this.page = Asset.of(
                authenticates
                        ? written.content()
                        : text.replace("data-auth=\"on\"", "data-auth=\"off\"").getBytes(StandardCharsets.UTF_8));
    }

    void page(Context ctx) {
        ctx.header("Content-Security-Policy", securityPolicy);
        send(ctx, page, "html", "no-cache");
    }

    void file(Context ctx) {
        var path = ctx.pathParam("path");
        var name = FILE.matcher(path);
        var asset = name.matches() ? asset("/web/" + path) : Optional.<Asset>empty();
        send(ctx, asset.orElseThrow(() -> missing(path)), name.group(1), "no-cache");
    }

    void library(Context ctx) {
        var path = ctx.pathParam("path");
        var name = FILE.matcher(path);
        var known = name.matches() && LIBRARIES.contains(path.substring(0, Math.max(0, path.indexOf('/'))));
        var asset = known ? asset("/META-INF/resources/webjars/" + path) : Optional.<Asset>empty();
        send(ctx, asset.orElseThrow(() -> missing(path)), name.group(1), "public, max-age=31536000, immutable");
    }

    private static NotFoundException missing(String path) {
        return new NotFoundException("file_not_found", "the web UI has no file " + path);
    }

    private static void send(Context ctx, Asset asset, String kind, String caching) {
        ctx.header("Cache-Control", caching).header("ETag", asset.tag());
        if (asset.tag().equals(ctx.header("If-None-Match"))) {
            ctx.status(304);
        } else {
            ctx.contentType(TYPES.getOrDefault(kind, "application/octet-stream"))
                    .result(asset.content());
        }
    }

    /** Nothing but our own files; the import map is the one script inside the page. */
    private static String securityPolicy(String page) {
        var map = IMPORT_MAP.matcher(page);
        if (!map.find()) {
            throw new AssertionError("index.html has no import map");
        }
        return SecurityPolicy.allowing("script-src 'self' " + SecurityPolicy.hash(map.group(1))
                + "; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'");
    }

    private Optional<Asset> asset(String resource) {
        var kept = assets.get(resource);
        if (kept != null) {
            return Optional.of(kept);
        }
        URL place = WebHandlers.class.getResource(resource);
        if (place == null) {
            return Optional.empty();
        }
        var asset = read(place);
        if (place.getProtocol().equals("jar")) { // a file in a directory may be worked on
            assets.put(resource, asset);
        }
        return Optional.of(asset);
    }

    private static Asset read(URL place) {
        try (var stream = place.openStream()) {
            return Asset.of(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
