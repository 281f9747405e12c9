package io.asktell.server.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts what lies in a table: AES-256 in GCM, a fresh nonce each time, the purpose authenticated, so that a value moved to
 * another column does not open. A sealed value is a version byte, the nonce, and the ciphertext with its tag. Safe for many threads.
 */
public final class SecretBox {
    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    /** The first seals; each may have sealed what there is. */
    private final List<SecretKeySpec> keys;

    private final SecureRandom random = new SecureRandom();

    public SecretBox(ServerSecret secret) {
        this.keys = secret.opening("secret box").stream()
                .map(key -> new SecretKeySpec(key, "AES"))
                .toList();
    }

    /** Encrypts {@code clear} for one purpose, as {@code provider:openai}. */
    public byte[] seal(byte[] clear, String purpose) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var sealed =
                    cipher(Cipher.ENCRYPT_MODE, keys.get(0), nonce, purpose).doFinal(clear);
            var whole = new byte[1 + NONCE_BYTES + sealed.length];
            whole[0] = VERSION;
            System.arraycopy(nonce, 0, whole, 1, NONCE_BYTES);
            System.arraycopy(sealed, 0, whole, 1 + NONCE_BYTES, sealed.length);
            return whole;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("AES-GCM is part of every JDK", e);
        }
    }

    /**
     * Decrypts what {@link #seal} made.
     *
     * @throws UnreadableSecretException if it was changed, sealed for another purpose, or sealed under a server secret that is not known any more
     */
    public byte[] open(byte[] sealed, String purpose) {
        if (sealed.length < 1 + NONCE_BYTES + TAG_BITS / 8 || sealed[0] != VERSION) {
            throw new UnreadableSecretException(null);
        }
        var failure = new GeneralSecurityException();
        for (var key : keys) {
            try {
                return open(sealed, key, purpose);
            } catch (GeneralSecurityException e) {
                failure = e;
            }
        }
        throw new UnreadableSecretException(failure);
    }

    /** The same sealed with the current secret; empty when it is so already. Throws as {@link #open} does. */
    public Optional<byte[]> renewed(byte[] sealed, String purpose) {
        var clear = open(sealed, purpose);
        try {
            open(sealed, keys.get(0), purpose);
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.of(seal(clear, purpose));
        }
    }

    private static byte[] open(byte[] sealed, SecretKeySpec key, String purpose) throws GeneralSecurityException {
        var nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES);
        return cipher(Cipher.DECRYPT_MODE, key, nonce, purpose)
                .doFinal(sealed, 1 + NONCE_BYTES, sealed.length - 1 - NONCE_BYTES);
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, String purpose)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** A sealed value that does not open; most likely {@code ASKTELL_SECRET_KEY} is not what it was. */
    public static final class UnreadableSecretException extends RuntimeException {
        UnreadableSecretException(@Nullable Throwable cause) {
            super("A stored secret cannot be decrypted; was ASKTELL_SECRET_KEY changed?", cause);
        }
    }
}
