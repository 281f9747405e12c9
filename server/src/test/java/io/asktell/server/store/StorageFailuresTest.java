package io.asktell.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StorageFailuresTest {
    private static Throwable failure(String state) {
        return new IllegalStateException("in a statement", new SQLException("refused", state));
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "53300", "53100", "55P03", "40001", "40P01", "58030", "58P01", "25006"})
    void databaseThatIsAway_orCannotReadItsFiles_mayBeBackLater(String state) {
        assertThat(StorageFailures.temporary(failure(state))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"42601", "23505", "22P02", "XX000", "0A000"})
    void wrongStatement_isNoMatterOfTime(String state) {
        assertThat(StorageFailures.temporary(failure(state))).isFalse();
    }

    @Test
    void poolWithoutAConnection_isTemporary_andAFullDiskIsToldApart() {
        assertThat(StorageFailures.temporary(new SQLTransientConnectionException("none")))
                .isTrue();
        assertThat(StorageFailures.diskFull(failure("53100"))).isTrue();
        assertThat(StorageFailures.diskFull(failure("53300"))).isFalse();
    }
}
