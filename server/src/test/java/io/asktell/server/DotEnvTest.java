package io.asktell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DotEnvTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "A=b ~ b",
                "export A=b ~ b",
                "  A = b  ~ b",
                "A=b # a comment ~ b",
                "A=b#c ~ b#c",
                "A='b # c' # d ~ b # c",
                "A=\"b \\\"c\\\" \\\\ \\$d\" ~ b \"c\" \\ $d",
                "A='b\\n' ~ b\\n",
                "A=postgresql://u:p=q@h/d?x=y ~ postgresql://u:p=q@h/d?x=y",
            })
    void parse_readsValues(String line, String value) {
        assertThat(DotEnv.parse(List.of(line))).containsExactly(Map.entry("A", value));
    }

    @Test
    void parse_skipsCommentsAndKeepsEmptyValues() {
        assertThat(DotEnv.parse(List.of("\uFEFF# first", "", "A=", "B= # nothing", "C=\"x\\ny\"")))
                .containsExactlyInAnyOrderEntriesOf(Map.of("A", "", "B", "", "C", "x\ny"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "=b", "A B=c", "A='b", "A=\"b\" c"})
    void parse_ofWhatCannotBeRead_namesTheLineButNotItsText(String line) {
        assertThatThrownBy(() -> DotEnv.parse(List.of("# fine", line)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(".env line 2")
                .hasMessageNotContaining(line);
    }

    @Test
    void addedTo_letsTheEnvironmentWinInBothForms(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve(".env"), "PORT=1\nHOST=::1\nASKTELL_ADMIN_KEY=from the file\n");

        var all = DotEnv.addedTo(Map.of("PORT", "2", "ASKTELL_ADMIN_KEY_FILE", "/run/key"), directory);

        assertThat(all)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("PORT", "2", "HOST", "::1", "ASKTELL_ADMIN_KEY_FILE", "/run/key"));
    }

    @Test
    void addedTo_withoutAFile_isTheEnvironment(@TempDir Path directory) {
        assertThat(DotEnv.addedTo(Map.of("PORT", "2"), directory)).isEqualTo(Map.of("PORT", "2"));
    }
}
