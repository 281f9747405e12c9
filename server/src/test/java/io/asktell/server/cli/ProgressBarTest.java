package io.asktell.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {
    private final StringWriter text = new StringWriter();

    @Test
    void onAPipe_everyChangeIsALine() {
        try (var bar = new ProgressBar(new PrintWriter(text), OptionalInt.empty())) {
            bar.show(1, 2, "a");
            bar.show(1, 2, "a");
            bar.show(2, 2, "b");
        }

        assertThat(text.toString().lines()).containsExactly("1/2  a", "2/2  b");
    }

    @Test
    void onATerminal_itIsOneLine_andOthersStandAboveIt() {
        try (var bar = new ProgressBar(new PrintWriter(text), OptionalInt.of(80))) {
            bar.show(1, 2, "first");
            bar.line("news");
            bar.show(2, 2, "x");
        }

        String[] drawn = text.toString().split("\r");
        assertThat(text.toString()).contains("\rnews\n".substring(1)).endsWith("[########################] 2/2  x\n");
        assertThat(text.toString().chars().filter(c -> c == '\n')).hasSize(2);
        assertThat(drawn[drawn.length - 2]).as("covers what was there").endsWith("    ");
    }

    @Test
    void longText_isCut_soThatTheLineDoesNotWrap() {
        try (var bar = new ProgressBar(new PrintWriter(text), OptionalInt.of(80))) {
            bar.show(1, 2, "x".repeat(500));
        }

        assertThat(text.toString().strip().split("\r"))
                .allSatisfy(line -> assertThat(line.length()).isLessThan(80));
    }
}
