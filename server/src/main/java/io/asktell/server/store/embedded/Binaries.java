package io.asktell.server.store.embedded;

import io.asktell.server.store.DatabaseStartException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once from the archive on the classpath that fits this machine. */
final class Binaries {
    /** Names of processors, as Java says them and as the archives do. */
    private static final Map<String, String> ARCHIVES =
            Map.of("amd64", "x86_64", "x86_64", "x86_64", "aarch64", "arm_64");

    private Binaries() {}

    /** The folder that holds {@code bin}, {@code lib} and {@code share}; filled first if it is not there yet. */
    static Path unpackedIn(Path cacheDirectory) throws IOException {
        URL archive = archive();
        Files.createDirectories(cacheDirectory);
        Path home = cacheDirectory.resolve("postgresql-" + fingerprint(archive));
        if (Files.isDirectory(home)) {
            return home;
        }
        try (var lockFile = FileChannel.open(
                        cacheDirectory.resolve("postgresql.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                var lock = lockFile.lock()) {
            if (!Files.isDirectory(home)) {
                Path partial = cacheDirectory.resolve(home.getFileName() + ".partial");
                deleteTree(partial);
                unpack(archive, partial);
                Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
            }
            assert lock.isValid();
        }
        return home;
    }

    private static URL archive() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch");
        String name = ARCHIVES.get(processor);
        URL archive = name == null ? null : Binaries.class.getResource("/postgres-" + system + "-" + name + ".txz");
        if (archive == null) {
            throw new DatabaseStartException("There is no embedded PostgreSQL for " + system + " on " + processor
                    + ". Set DATABASE_URL to a PostgreSQL 14 or newer.");
        }
        return archive;
    }

    /** Differs between versions, and costs no reading of the archive. */
    private static String fingerprint(URL archive) throws IOException {
        var connection = archive.openConnection();
        if (connection instanceof JarURLConnection jar) {
            return Long.toHexString(jar.getJarEntry().getCrc());
        }
        return Long.toHexString(connection.getContentLengthLong());
    }

    private static void unpack(URL archive, Path target) throws IOException {
        Files.createDirectories(target);
        try (InputStream packed = archive.openStream();
                var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("the archive reaches outside its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    boolean program = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    static void deleteTree(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (var files = Files.walk(path)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }
}
