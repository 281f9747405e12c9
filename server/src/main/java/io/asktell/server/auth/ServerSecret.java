package io.asktell.server.auth;

import io.asktell.server.store.SecretStore;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What signing and encryption keys are derived from; the same on every replica. */
public final class ServerSecret {
    private static final String NAME = "server";
    private static final int BYTES = 32;

    private final byte[] secret;

    private ServerSecret(byte[] secret) {
        this.secret = secret;
    }

    /** The configured secret, whatever its form, or else the one in the database, which the first server to come makes. */
    public static ServerSecret load(Jdbi auth, @Nullable String configured) {
        if (configured != null) {
            return of(configured);
        }
        var fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        return new ServerSecret(auth.inTransaction(handle -> {
            var store = handle.attach(SecretStore.class);
            store.insertIfAbsent(NAME, fresh);
            return store.find(NAME).orElseThrow(() -> new AssertionError("just inserted"));
        }));
    }

    static ServerSecret of(String configured) {
        return new ServerSecret(Hashes.sha256(configured));
    }

    /** 32 bytes for one purpose, from which neither the secret nor the key of another purpose can be told. */
    byte[] derive(String purpose) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(("asktell " + purpose + " v1").getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("HmacSHA256 is part of every JDK", e);
        }
    }
}
