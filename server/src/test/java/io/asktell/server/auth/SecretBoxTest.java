package io.asktell.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asktell.server.auth.SecretBox.UnreadableSecretException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class SecretBoxTest {
    private final SecretBox box = new SecretBox(ServerSecret.of("one secret of the server"));

    @Test
    void open_givesBackWhatWasSealed() {
        for (var text : new String[] {"", "a", "sk-12345", "€".repeat(100_000)}) {
            var sealed = box.seal(text.getBytes(UTF_8), "provider");

            assertThat(new String(box.open(sealed, "provider"), UTF_8)).isEqualTo(text);
        }
    }

    @Test
    void open_byAReplicaWithTheSameSecret_works() {
        var sealed = box.seal("a".getBytes(UTF_8), "provider");

        var replica = new SecretBox(ServerSecret.of("one secret of the server"));

        assertThat(replica.open(sealed, "provider")).isEqualTo("a".getBytes(UTF_8));
    }

    @Test
    void seal_twice_differs_andHidesTheText() {
        var first = box.seal("the text in clear".getBytes(UTF_8), "provider");
        var second = box.seal("the text in clear".getBytes(UTF_8), "provider");

        assertThat(first).isNotEqualTo(second);
        assertThat(new String(first, UTF_8)).doesNotContain("text");
    }

    @Test
    void open_ofAnyChangedByte_isRefused() {
        var sealed = box.seal("a secret".getBytes(UTF_8), "provider");

        for (var i = 0; i < sealed.length; i++) {
            var changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> box.open(changed, "provider")).isInstanceOf(UnreadableSecretException.class);
        }
        for (var length = 0; length < sealed.length; length++) {
            var shorter = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> box.open(shorter, "provider")).isInstanceOf(UnreadableSecretException.class);
        }
    }

    @Test
    void open_forAnotherPurposeOrUnderAnotherSecret_isRefused() {
        var sealed = box.seal("a secret".getBytes(UTF_8), "provider");
        var other = new SecretBox(ServerSecret.of("another secret of the server"));

        assertThatThrownBy(() -> box.open(sealed, "answer")).isInstanceOf(UnreadableSecretException.class);
        assertThatThrownBy(() -> other.open(sealed, "provider")).isInstanceOf(UnreadableSecretException.class);
    }

    @Test
    void derive_differsByPurpose() {
        var secret = ServerSecret.of("one secret of the server");

        assertThat(secret.derive("jwt")).hasSize(32).isNotEqualTo(secret.derive("secret box"));
    }

    @Test
    void renewed_isSealedWithTheCurrentSecret() {
        var sealed = box.seal("text".getBytes(UTF_8), "provider:a");
        var both = new SecretBox(ServerSecret.of("a newer secret of the server", "one secret of the server"));
        var newer = new SecretBox(ServerSecret.of("a newer secret of the server"));

        var renewed = both.renewed(sealed, "provider:a").orElseThrow();

        assertThat(both.open(sealed, "provider:a")).isEqualTo("text".getBytes(UTF_8));
        assertThat(newer.open(renewed, "provider:a")).isEqualTo("text".getBytes(UTF_8));
        assertThat(both.renewed(renewed, "provider:a")).isEmpty();
        assertThatThrownBy(() -> newer.renewed(sealed, "provider:a"))
                .isInstanceOf(SecretBox.UnreadableSecretException.class);
    }
}
