package io.asktell.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseAddressTest {
    @ParameterizedTest
    @CsvSource({
        "postgresql://ada:pw@host:5433/db, jdbc:postgresql://host:5433/db, ada, pw",
        "postgres://ada@host/db, jdbc:postgresql://host/db, ada,",
        "postgresql+asyncpg://ada:pw@host/db, jdbc:postgresql://host/db, ada, pw",
        "postgresql://host/db, jdbc:postgresql://host/db,,",
        "postgresql://ada:p%40s%2Fs%3A%25+x@host/db, jdbc:postgresql://host/db, ada, p@s/s:%+x",
        "postgresql://ada:p@ss@host/db, jdbc:postgresql://host/db, ada, p@ss",
        "postgresql://a%2Fd:x@host/d%20b, jdbc:postgresql://host/d%20b, a/d, x",
        "postgresql://ada:pw@host, jdbc:postgresql://host/ada, ada, pw",
        "postgresql://ada:pw@[::1]:5432/db, jdbc:postgresql://[::1]:5432/db, ada, pw",
        "postgresql://u:p@h/db?sslmode=require&connect_timeout=3, jdbc:postgresql://h/db?sslmode=require&connectTimeout=3, u, p",
        "postgresql://h/db?user=ada&password=pw, jdbc:postgresql://h/db, ada, pw",
        "jdbc:postgresql://h:1/db?user=ada&password=p%26w&ssl=true, jdbc:postgresql://h:1/db?ssl=true, ada, p&w",
        "jdbc:postgresql://h/db, jdbc:postgresql://h/db,,",
        "jdbc:postgresql:db, jdbc:postgresql:db,,",
    })
    void parse_readsBothForms(String text, String jdbcUrl, String user, String password) {
        assertThat(DatabaseAddress.parse(text)).isEqualTo(new DatabaseAddress(jdbcUrl, user, password));
    }

    @Test
    void parse_ofSeveralHosts_keepsThem() {
        assertThat(DatabaseAddress.parse("postgresql://u:p@a:1,b:2/db").jdbcUrl())
                .isEqualTo("jdbc:postgresql://a:1,b:2/db");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://u:secret@h/db",
                "u:secret@h/db",
                "postgresql://u:secret@/db",
                "postgresql:///db?host=/var/run&password=secret",
                "postgresql://u:secret%4@h/db",
                "postgresql://u:secret@h:70000/db",
                "postgresql://u:secret@h/db?sslmode",
                "jdbc:postgresql://u:secret@h/db",
                "jdbc:postgresql://h/?password=secret",
            })
    void parse_ofSomethingElse_isRefusedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> DatabaseAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void urlWithCredentials_readsBackAsTheSame() {
        var address = new DatabaseAddress("jdbc:postgresql://h/db?ssl=true", "a/da", "p&w = +%");

        assertThat(DatabaseAddress.parse(address.urlWithCredentials())).isEqualTo(address);
    }

    @Test
    void toString_andPlace_hideThePassword() {
        var address = DatabaseAddress.parse("postgresql://ada:secret@host:5433/db?ssl=true");

        assertThat(address).hasToString("jdbc:postgresql://host:5433/db?ssl=true");
        assertThat(address.place()).isEqualTo("host:5433/db");
    }
}
