package io.asktell.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class ReferenceModelCommandTest {
    @ParameterizedTest
    @CsvSource({
        "--port=70000",
        "--fail-rate=1.5",
        "--fail-rate=NaN",
        "--latency-ms=-1",
        "--rate-limit-rpm=-1",
        "--port=x",
        "--unknown"
    })
    void option_thatCannotBe_isAUsageError(String option) {
        var errors = new StringWriter();

        int code = new CommandLine(new ReferenceModelCommand())
                .setErr(new PrintWriter(errors))
                .execute(option);

        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains("Usage: reference-model");
    }

    @Test
    void help_namesEveryOption() {
        assertThat(new CommandLine(new ReferenceModelCommand()).getUsageMessage())
                .contains(
                        "--host",
                        "--port",
                        "--latency-ms",
                        "--latency-per-token-ms",
                        "--rate-limit-rpm",
                        "--fail-rate",
                        "--seed",
                        "6180");
    }
}
