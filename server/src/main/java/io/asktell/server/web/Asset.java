package io.asktell.server.web;

import io.asktell.server.auth.Hashes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * A file of the web UI as it is sent.
 *
 * @param tag a hash of the content, as an ETag has it
 * @param needs of a module: the addresses of all that it imports, directly or not, the nearest first
 */
public record Asset(byte[] content, byte[] gzipped, String tag, List<String> needs) {
    /** A text by itself. */
    public static Asset of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8), List.of());
    }

    static Asset of(byte[] content, List<String> needs) {
        var tag = '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(Hashes.sha256(content)) + '"';
        return new Asset(content, gzip(content), tag, needs);
    }

    private static byte[] gzip(byte[] content) {
        var packed = new ByteArrayOutputStream(content.length / 2);
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
