package io.asktell.server.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files that were named on the command line: whole, or not at all. */
final class OutputFile {
    private OutputFile() {}

    /** What is to be in it. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    static void write(Path file, String text) {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    static void write(Path file, Content content) {
        var partial = file.resolveSibling(file.getFileName() + ".partial");
        try {
            try (var out = Files.newOutputStream(partial)) {
                content.writeTo(out);
            }
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            throw failed(file, "there is no such directory", e);
        } catch (IOException e) {
            throw failed(file, e.toString(), e);
        } finally {
            partial.toFile().delete(); // false when it was moved, or never was
        }
    }

    private static CommandFailedException failed(Path file, String reason, IOException cause) {
        return new CommandFailedException("The file " + file + " cannot be written: " + reason + ".", cause);
    }
}
