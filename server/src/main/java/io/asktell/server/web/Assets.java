package io.asktell.server.web;

import java.io.IOException;
import java.io.UncheckedIOException;
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

    private final Map<String, Asset> kept = new ConcurrentHashMap<>();
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
                importMap, address -> Optional.ofNullable(place(address)).map(Assets::read), packed(place));
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
        if (before != null) {
            return Optional.of(before);
        }
        URL place = place(address);
        if (place == null) {
            return Optional.empty();
        }
        var asset = Asset.of(read(place), address.endsWith(".js") ? modules.needs(address) : List.of());
        if (packed(place)) {
            kept.put(address, asset);
        }
        return Optional.of(asset);
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

    /** A file in a directory may be worked on. */
    private static boolean packed(URL place) {
        return place.getProtocol().equals("jar");
    }

    private static byte[] read(URL place) {
        try (var stream = place.openStream()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
