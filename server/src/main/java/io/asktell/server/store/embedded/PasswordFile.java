package io.asktell.server.store.embedded;

import io.asktell.server.store.DatabaseStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The database's password, made once, in a file that only its owner may read. */
record PasswordFile(Path path) {
    static PasswordFile in(Path directory) {
        return new PasswordFile(directory.resolve("postgres.password"));
    }

    String readOrMake() throws IOException {
        if (!Files.exists(path)) {
            var random = new byte[24];
            new SecureRandom().nextBytes(random);
            Path partial = path.resolveSibling("postgres.password.partial");
            Files.deleteIfExists(partial);
            Files.createFile(
                    partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(partial, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
            Files.move(partial, path);
        }
        return read();
    }

    String read() throws IOException {
        if (!Files.exists(path)) {
            throw new DatabaseStartException(path
                    + " is missing, and with it the password of the database beside it. Put it back from a backup.");
        }
        return Files.readString(path).strip();
    }
}
