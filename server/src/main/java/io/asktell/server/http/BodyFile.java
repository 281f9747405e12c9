package io.asktell.server.http;

import io.asktell.server.auth.Hashes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;

/**
 * A body on disk, taken whole before anything is done with it, so that a slow sender holds no connection to the database. The file goes
 * with whoever has it open, and so cannot be left behind.
 */
final class BodyFile implements AutoCloseable {
    private final FileChannel file;
    private final byte[] hash;

    private BodyFile(FileChannel file, byte[] hash) {
        this.file = file;
        this.hash = hash;
    }

    /** Keeps up to {@code most} bytes. */
    static BodyFile of(InputStream in, long most) throws IOException {
        var digest = Hashes.digest();
        var file = open();
        try {
            var hashed = new DigestInputStream(in, digest);
            byte[] buffer = new byte[1 << 16];
            long room = most;
            int read = hashed.readNBytes(buffer, 0, (int) Math.min(room, buffer.length));
            while (read > 0) {
                write(file, ByteBuffer.wrap(buffer, 0, read));
                room -= read;
                read = hashed.readNBytes(buffer, 0, (int) Math.min(room, buffer.length));
            }
            return new BodyFile(file, digest.digest());
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static FileChannel open() throws IOException {
        Path path = Files.createTempFile("asktell-", ".body"); // readable by its owner only
        return FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    private static void write(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /** SHA-256 of the whole. */
    byte[] hash() {
        return hash.clone();
    }

    /** From its beginning. */
    InputStream read() throws IOException {
        file.position(0);
        return Channels.newInputStream(file);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
