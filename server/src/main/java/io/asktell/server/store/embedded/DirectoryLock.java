package io.asktell.server.store.embedded;

import io.asktell.server.store.DatabaseStartException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right of one process to a data directory. The operating system takes it back when the process dies, however it dies.
 */
final class DirectoryLock implements AutoCloseable {
    /**
     * What this process holds. Asked first, because opening and closing a locked file a second time would release the lock on POSIX
     * systems.
     */
    private static final Set<Path> HELD = new HashSet<>();

    private static final Logger log = LoggerFactory.getLogger(DirectoryLock.class);

    private final Path directory;
    private final FileChannel file;

    private DirectoryLock(Path directory, FileChannel file) {
        this.directory = directory;
        this.file = file;
    }

    /** @throws DatabaseStartException naming the directory and the process that has it */
    static DirectoryLock take(Path directory) throws IOException {
        Path path = directory.resolve("asktell.lock");
        synchronized (HELD) {
            if (HELD.contains(directory)) {
                throw inUse(directory, Long.toString(ProcessHandle.current().pid()));
            }
            var file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (file.tryLock() == null) {
                    throw inUse(directory, Files.readString(path).strip());
                }
                file.truncate(0);
                file.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
            } catch (IOException | DatabaseStartException e) {
                file.close();
                throw e;
            }
            HELD.add(directory);
            return new DirectoryLock(directory, file);
        }
    }

    private static DatabaseStartException inUse(Path directory, String pid) {
        return new DatabaseStartException(
                "The data directory " + directory + " is in use by another Asktell server"
                        + (pid.isEmpty() ? "" : " (process " + pid + ")")
                        + ". Stop that one, or give this one its own ASKTELL_DATA_DIR. Several servers can share one DATABASE_URL.");
    }

    @Override
    public void close() {
        synchronized (HELD) {
            HELD.remove(directory);
            try {
                file.close();
            } catch (IOException e) {
                // The lock ends with this process at the latest.
                log.warn("{} cannot be closed", directory, e);
            }
        }
    }
}
