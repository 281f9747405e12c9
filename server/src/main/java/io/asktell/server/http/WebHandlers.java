package io.asktell.server.http;

import io.asktell.server.problem.NotFoundException;
import io.asktell.server.web.Asset;
import io.asktell.server.web.Assets;
import io.javalin.http.Context;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The web UI: one page, and the files it is made of. They need no credential; what the page shows, it asks for with its reader's own. */
public final class WebHandlers {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");
    private static final String FIRST_MODULE = "/assets/js/main.js";
    private static final String START = "<script type=\"module\" src=\"" + FIRST_MODULE + "\">";

    /** Characters; proxies refuse answers with long headers. */
    private static final int LONGEST_LINK = 2_000;

    private final Assets assets;
    private final Asset page;
    private final Set<String> loadedByThePage = new HashSet<>();
    private final String securityPolicy;

    /**
     * @param authenticates whether the API asks for a credential; the page must know before it asks, or its first request would be refused
     */
    public WebHandlers(Assets assets, boolean authenticates) {
        this.assets = assets;
        this.securityPolicy = SecurityPolicy.allowing("script-src 'self' " + SecurityPolicy.hash(assets.importMap())
                + "; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'");
        var modules = assets.find(FIRST_MODULE)
                .orElseThrow(() -> missing(FIRST_MODULE))
                .needs();
        loadedByThePage.addAll(modules);
        loadedByThePage.add(FIRST_MODULE);
        var preloads = modules.stream()
                .map(module -> "<link rel=\"modulepreload\" href=\"" + module + "\">\n")
                .collect(Collectors.joining());
        var text = assets.page().replace(START, preloads + START);
        this.page = Asset.of(authenticates ? text : text.replace("data-auth=\"on\"", "data-auth=\"off\""));
    }

    void page(Context ctx) {
        ctx.header("Content-Security-Policy", securityPolicy);
        send(ctx, page, "html", "no-cache");
    }

    void file(Context ctx) {
        file(ctx, "/assets/" + ctx.pathParam("path"), "no-cache");
    }

    void library(Context ctx) {
        file(ctx, "/assets/vendor/" + ctx.pathParam("path"), "public, max-age=31536000, immutable");
    }

    private void file(Context ctx, String address, String caching) {
        var asset = assets.find(address).orElseThrow(() -> missing(address));
        var preloads = preloads(asset.needs());
        if (!preloads.isEmpty()) {
            ctx.header("Link", preloads);
        }
        send(ctx, asset, address.substring(address.lastIndexOf('.') + 1), caching);
    }

    /** What the page has not loaded by itself, as far as it may be told. */
    private String preloads(List<String> modules) {
        var link = new StringBuilder();
        for (var module : modules) {
            var one = (link.isEmpty() ? "<" : ", <") + module + ">; rel=modulepreload";
            if (!loadedByThePage.contains(module) && link.length() + one.length() <= LONGEST_LINK) {
                link.append(one);
            }
        }
        return link.toString();
    }

    private static NotFoundException missing(String address) {
        return new NotFoundException("file_not_found", "the web UI has no file " + address);
    }

    private static void send(Context ctx, Asset asset, String kind, String caching) {
        ctx.header("Cache-Control", caching).header("Vary", "Accept-Encoding");
        if (Versioned.known(ctx, asset.tag())) {
            return;
        }
        ctx.contentType(TYPES.getOrDefault(kind, "application/octet-stream"));
        var accepted = ctx.header("Accept-Encoding");
        if (accepted != null && accepted.contains("gzip")) {
            ctx.disableCompression(); // it is compressed already
            ctx.header("Content-Encoding", "gzip").result(asset.gzipped());
        } else {
            ctx.result(asset.content());
        }
    }
}
