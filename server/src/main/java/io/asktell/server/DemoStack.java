package io.asktell.server;

import io.asktell.client.AsktellClient;
import io.asktell.client.ClientOptions;
import io.asktell.reference.ReferenceModelOptions;
import io.asktell.reference.ReferenceModelServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the demo runs in: a server with its own PostgreSQL, and the reference model. Closing it leaves nothing running. */
final class DemoStack implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DemoStack.class);

    private final Path dataDirectory;
    private final boolean temporary;
    private final String adminKey = randomKey();
    private final ReferenceModelServer model;
    private final Server server;
    private boolean closed;

    /**
     * Nothing answers before {@link #start}.
     *
     * @param dataDirectory null for a temporary one
     * @param keepData whether a temporary one stays when this is closed
     */
    DemoStack(Map<String, String> environment, @Nullable Path dataDirectory, boolean keepData, int port) {
        this.temporary = dataDirectory == null && !keepData;
        this.dataDirectory = dataDirectory == null ? temporaryDirectory() : dataDirectory.toAbsolutePath();
        this.server = new Server(ServerConfig.fromEnvironment(settings(environment, this.dataDirectory, port)));
        this.model = ReferenceModelServer.start(ReferenceModelOptions.defaults());
    }

    void start() {
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    URI model() {
        return model.baseUri();
    }

    String adminKey() {
        return adminKey;
    }

    Path dataDirectory() {
        return dataDirectory;
    }

    AsktellClient client() {
        return new AsktellClient(ClientOptions.defaults().withBaseUri(address()).withApiKey(adminKey));
    }

    @Override
    public void close() {
        server.close();
        synchronized (this) {
            if (!closed) {
                closed = true;
                model.close();
                if (temporary) {
                    delete(dataDirectory);
                }
            }
        }
    }

    /** Of the environment only where the cache is: the demo must not touch a real database. */
    private Map<String, String> settings(Map<String, String> environment, Path data, int port) {
        Map<String, String> settings = new TreeMap<>();
        for (String kept : new String[] {"HOME", "XDG_CACHE_HOME"}) {
            if (environment.get(kept) != null) {
                settings.put(kept, environment.get(kept));
            }
        }
        settings.put("ASKTELL_DATA_DIR", data.toString());
        settings.put("ASKTELL_ADMIN_KEY", adminKey);
        settings.put("ASKTELL_EMBEDDED_WORKERS", "1");
        settings.put("PORT", Integer.toString(port));
        return settings;
    }

    private static String randomKey() {
        byte[] bytes = new byte[20];
        new SecureRandom().nextBytes(bytes);
        return "demo-" + HexFormat.of().formatHex(bytes);
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("asktell-demo-");
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary directory", e);
        }
    }

    private static void delete(Path directory) {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            log.warn("{} is left behind: {}", directory, e.toString());
        }
    }
}
