package io.asktell.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.worker.Params;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ValuesTest {
    @Test
    void shown_hasSixDigitsAndNoControlCharacters() {
        assertThat(Values.shown(0.1 + 0.2)).isEqualTo("0.3");
        assertThat(Values.shown(1234567.0)).isEqualTo("1234570");
        assertThat(Values.shown(1.5e-5)).isEqualTo("0.000015");
        assertThat(Values.shown(Double.POSITIVE_INFINITY)).isEqualTo("Infinity");
        assertThat(Values.shown(7L)).isEqualTo("7");
        assertThat(Values.shown("a\u001b[2Jb")).isEqualTo("a\uFFFD[2Jb");
    }

    @Test
    void plain_losesNothing_andHasNoExponent() {
        assertThat(Values.plain(1e-7)).isEqualTo("0.00000010");
        assertThat(Double.parseDouble(Values.plain(0.1 + 0.2))).isEqualTo(0.1 + 0.2);
        assertThat(Values.plain(null)).isEmpty();
        assertThat(Values.plain(true)).isEqualTo("true");
    }

    @Test
    void variable_isAWordOfTheShell() {
        assertThat(Values.variable("lr")).isEqualTo("ASKTELL_PARAM_LR");
        assertThat(Values.variable("top-p/é 1")).isEqualTo("ASKTELL_PARAM_TOP_P___1");
    }

    @Test
    void quoted_isOneWordOfTheShell() {
        assertThat(Values.quoted("0.5")).isEqualTo("0.5");
        assertThat(Values.quoted("it's $HOME")).isEqualTo("'it'\\''s $HOME'");
        assertThat(Values.quoted("")).isEqualTo("''");
    }

    @Test
    void placeholders_ofParametersAreFilled_otherBracesStay() {
        Map<String, Object> values = new HashMap<>(Map.of("x", 0.5, "opt", "adam"));

        assertThat(TrialProcess.filled("--x={x},{x} {opt} {y} ${HOME}", new Params(values)))
                .isEqualTo("--x=0.5,0.5 adam {y} ${HOME}");
    }
}
