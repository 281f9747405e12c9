package io.asktell.server.web;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files of the web UI by their address below {@code /assets/}. Those of libraries come out of WebJars and have their version in the address. */
public final class Assets {
    private static final String ROOT = "/assets/";
    private static final String VENDOR = ROOT + "vendor/";
    private static final Set<String> LIBRARIES =
            Set.of("lit", "lit-html", "lit-element", "lit__reactive-element", "echarts");
    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);
    private static final Pattern FILE =
            Pattern.compile("(?:[a-z0-9_-][a-z0-9._-]*/)*[a-z0-9_-][a-z0-9._-]*\\.(?:js|css|svg)");

    private record Kept(Asset asset, URL place, long written) {}

    private final Map<String, Kept> kept = new ConcurrentHashMap<>();
    private final String page;
    private final String importMap;
    private final Modules modules;

    public Assets() {
        URL place = Assets.class.getResource("/web/index.html");
        if (place == null) {
            throw new AssertionError("web/index.html is not there");
        }
        this.page = new String(read(place), StandardCharsets.UTF_8);
        var map = IMPORT_MAP.matcher(page);
        if (!map.find()) {
            throw new AssertionError("index.html has no import map");
        }
        this.importMap = map.group(1);
        this.modules = new Modules(
                importMap, address -> Optional.ofNullable(place(address)).map(Assets::read));
    }

    /** The text of the one page. */
    public String page() {
        return page;
    }

    /** The JSON in it that says where modules with a name are. */
    public String importMap() {
        return importMap;
    }

    public Optional<Asset> find(String address) {
        var before = kept.get(address);
        if (before != null && before.written == written(before.place)) {
            return Optional.of(before.asset);
        }
        URL place = place(address);
        if (place == null) {
            return Optional.empty();
        }
        long written = written(place);
        if (written != 0) {
            modules.changed(address);
        }
        var asset = Asset.of(read(place), address.endsWith(".js") ? modules.needs(address) : List.of());
        kept.put(address, new Kept(asset, place, written));
        return Optional.of(asset);
    }

    /** When a file in a directory, which may be worked on, was written; 0 for one in a jar. */
    private static long written(URL place) {
        return place.getProtocol().equals("file") ? new File(URI.create(place.toString())).lastModified() : 0;
    }

    private static @Nullable URL place(String address) {
        if (address.startsWith(VENDOR)) {
            var path = address.substring(VENDOR.length());
            boolean known = LIBRARIES.contains(path.substring(0, Math.max(0, path.indexOf('/'))));
            return known ? resource("/META-INF/resources/webjars/", path) : null;
        }
        return address.startsWith(ROOT) ? resource("/web/", address.substring(ROOT.length())) : null;
    }

    private static @Nullable URL resource(String folder, String path) {
        return FILE.matcher(path).matches() ? Assets.class.getResource(folder + path) : null;
    }

    private static byte[] read(URL place) {
        try (var stream = place.openStream()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
