package io.asktell.tooleval.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProviderNetworksTest {
    private static final ProviderNetworks EVERYWHERE = ProviderNetworks.everywhere();
    private static final ProviderNetworks PUBLIC = ProviderNetworks.of(List.of("public"));

    private static boolean refuses(ProviderNetworks networks, String host) {
        return networks.objection(URI.create("http://" + host + ":8000/v1")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.0.1",
                "[fe80::1]",
                "[fd00:ec2::254]",
                "100.100.100.200",
                "168.63.129.16",
                "[::ffff:169.254.169.254]",
                "[::169.254.169.254]",
                "[64:ff9b::169.254.169.254]",
                "[2002:a9fe:a9fe::1]",
                "2852039166",
                "127.1", // which the standard takes for no host
                "metadata.google.internal",
                "METADATA.google.internal.",
                "224.0.0.1",
                "255.255.255.255",
            })
    void objection_toMetadataAndReservedAddresses_isEverywhere(String host) {
        var all = ProviderNetworks.of(List.of("loopback", "private", "public", "0.0.0.0/0", "::/0"));

        assertThat(refuses(EVERYWHERE, host)).isTrue();
        assertThat(refuses(all, host)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, loopback",
        "127.8.8.8, loopback",
        "2130706433, loopback",
        "0.0.0.0, loopback",
        "[::1], loopback",
        "[::], loopback",
        "[::ffff:127.0.0.1], loopback",
        "[64:ff9b::127.0.0.1], loopback",
        "localhost, loopback",
        "ollama.localhost, loopback",
        "LOCALHOST., loopback",
        "10.1.2.3, private",
        "172.20.0.1, private",
        "192.168.0.10, private",
        "100.64.0.1, private",
        "[fd12::1], private",
        "203.0.113.9, public",
        "[2001:db8::1], public",
    })
    void objection_isToWhatIsNotAllowed(String host, String kind) {
        for (var allowed : List.of("loopback", "private", "public")) {
            assertThat(refuses(ProviderNetworks.of(List.of(allowed)), host))
                    .as(allowed)
                    .isEqualTo(!allowed.equals(kind));
        }
        assertThat(refuses(EVERYWHERE, host)).isFalse();
    }

    @Test
    void range_allowsItsAddressesOnly() {
        var networks = ProviderNetworks.of(List.of("public", "10.1.0.0/16"));

        assertThat(refuses(networks, "10.1.9.9")).isFalse();
        assertThat(refuses(networks, "10.2.0.1")).isTrue();
        assertThatThrownBy(() -> ProviderNetworks.of(List.of("intranet"))).hasMessageContaining("intranet");
    }

    @Test
    void check_goesByWhatANameMeansNow() {
        var address = URI.create("https://models.example.org/v1");

        assertThat(PUBLIC.objection(address)).isEmpty();
        assertThatCode(() -> PUBLIC.check(address, host -> addresses("203.0.113.9")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> PUBLIC.check(address, host -> addresses("127.0.0.1")))
                .hasMessageContaining("models.example.org is this machine");
        assertThatThrownBy(() -> PUBLIC.check(address, host -> addresses("203.0.113.9", "10.0.0.1")))
                .as("one of several is enough")
                .hasMessageContaining("private");
        assertThatThrownBy(() -> EVERYWHERE.check(address, host -> addresses("169.254.169.254")))
                .hasMessageContaining("never called");
    }

    @Test
    void check_ofAnUnknownName_isLeftToTheCall() {
        assertThatCode(() -> PUBLIC.check(URI.create("https://nowhere.example.org"), host -> {
                    throw new UnknownHostException(host);
                }))
                .doesNotThrowAnyException();
    }

    private static InetAddress[] addresses(String... texts) {
        return Arrays.stream(texts)
                .map(text -> AddressRange.address(text).orElseThrow())
                .toArray(InetAddress[]::new);
    }
}
