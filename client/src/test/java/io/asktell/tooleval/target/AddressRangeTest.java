package io.asktell.tooleval.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressRangeTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "172.16.0.0/12, 172.31.255.255, true",
        "172.16.0.0/12, 172.32.0.0, false",
        "192.168.1.7, 192.168.1.7, true",
        "192.168.1.7, 192.168.1.6, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "fe80::/10, febf::1, true",
        "fe80::/10, fec0::1, false",
        "::/0, 2001:db8::1, true",
        "127.0.0.0/8, ::ffff:127.0.0.1, true",
    })
    void contains_goesByTheLeadingBits(String range, String address, boolean expected) {
        var found = AddressRange.address(address).orElseThrow();

        assertThat(AddressRange.parse(range).contains(found)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/8", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/", "::1/129", "localhost", "10.0/8", "1.2.3.256"
            })
    void parse_ofSomethingElse_isRefused(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void address_isWithOrWithoutBrackets_andNeverAName() {
        assertThat(AddressRange.address("[::1]"))
                .isEqualTo(AddressRange.address("::1"))
                .isPresent();
        assertThat(AddressRange.address("localhost")).isEmpty();
        assertThat(AddressRange.address("1:2")).isEmpty();
    }
}
