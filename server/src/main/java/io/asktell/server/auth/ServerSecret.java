package io.asktell.server.auth;

import io.asktell.server.store.SecretStore;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * What signing and encryption keys are derived from; the same on every replica. While it is changed there are several: the first signs
 * and encrypts, the others only verify and decrypt what was made with them.
 */
public final class ServerSecret {
    private static final String NAME = "server";
    private static final int BYTES = 32;

    private final List<byte[]> valid;
    /** The one in the database, where another is configured: it opens what was sealed with it, but signs nobody in any more. */
    private final byte @Nullable [] replaced;

    private ServerSecret(List<byte[]> valid, byte @Nullable [] replaced) {
        this.valid = List.copyOf(valid);
        this.replaced = replaced;
    }

    /**
     * The configured secrets, whatever their form, or else the one in the database, which the first server to come makes.
     *
     * @param configured the current one first; empty where none is configured
     */
    public static ServerSecret load(Jdbi auth, List<String> configured) {
        if (!configured.isEmpty()) {
            var replaced = auth.withExtension(SecretStore.class, store -> store.find(NAME));
            return new ServerSecret(hashes(configured.stream()), replaced.orElse(null));
        }
        var fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        return auth.inTransaction(handle -> {
            var store = handle.attach(SecretStore.class);
            store.insertIfAbsent(NAME, fresh);
            return new ServerSecret(
                    List.of(store.find(NAME).orElseThrow(() -> new AssertionError("just inserted"))), null);
        });
    }

    static ServerSecret of(String... configured) {
        return new ServerSecret(hashes(Arrays.stream(configured)), null);
    }

    private static List<byte[]> hashes(Stream<String> texts) {
        return texts.map(Hashes::sha256).toList();
    }

    /** 32 bytes for one purpose, from which neither the secret nor the key of another purpose can be told. */
    byte[] derive(String purpose) {
        return derive(valid.get(0), purpose);
    }

    /** As {@link #derive}, from each secret that may still sign: the current one first. */
    List<byte[]> signing(String purpose) {
        return valid.stream().map(secret -> derive(secret, purpose)).toList();
    }

    /** As {@link #derive}, from each secret that something may be sealed with: the current one first. */
    List<byte[]> opening(String purpose) {
        var keys = new ArrayList<>(signing(purpose));
        if (replaced != null) {
            keys.add(derive(replaced, purpose));
        }
        return keys;
    }

    private static byte[] derive(byte[] secret, String purpose) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(("asktell " + purpose + " v1").getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("HmacSHA256 is part of every JDK", e);
        }
    }
}
